cd "$DIR"
{ echo a; echo b; } > out; cat < out; echo c >> out; wc < out
exec 3> three; echo to three >&3; exec 3>&-; cat three; echo closed >&3; echo $?
echo error >&2; echo both > both 2>&1; cat both; cat missing 2> err; echo $?; cat err
cat missing > combined 2>&1; cat combined
while read line; do echo "<$line>"; done <<X
one
two  words
X
exec 4< out; read first <&4; read second <&4; echo $first $second; exec 4<&-
echo x | cat - out; echo *; echo o* "o*" none*
cat < missing; echo $?; echo never > missing/file; echo $?
echo up 2>&1 >&2 | cat; (echo sub; echo err >&2) > log 2>&1; cat log
echo > "sp ace"; ls; echo rw <> rw; cat rw; wc < /dev/null
big=x; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do big=$big$big; done; wc <<Y
$big
Y
exec > last; echo at the end; exec 1>&2; cat last
