echo hello   "a  b" 'c $x' \$x a\ b "q\"q" 'it'"'"'s' '$' "\$" "\a"
x=5; y="$x and ${x}"; echo $y "$y" ${z:-none} ${z:=set} $z ${#y} ${y%and*} ${y#*and} ${x:+yes} "[${unset}]"
a=1
b='x y'
a=$a$a c="$b" ; echo $a "$c" "a${a}b$a-c"
x=abcabc; echo ${x%b*} ${x%%b*} ${x#*b} ${x##*b}
v='a*b'; echo "$v"
set -- a "b c" d; echo $# "$2" ${3} "$*" "$@"
for w; do echo "<$w>"; done; for w in "$@"; do echo "[$w]"; done; for w in $*; do echo "{$w}"; done
for w in "x$@y"; do echo "($w)"; done
shift; echo $1; shift 2; for w in "$@"; do echo never; done; echo $#
IFS=:; v=a:b::c; for p in $v; do echo "p=$p"; done; v=' lead : trail '; for p in $v; do echo "p=$p"; done; unset IFS
v='  spaces   between  '; for p in $v; do echo "p=$p"; done
echo $(echo nested $(echo deep) `echo back`) "$(echo "in quotes $(echo "deeper")")"
x=$(false); echo $?
x=`printf 'a\n\n'`; echo "[$x]"
echo $((1+2*3)) $(( (1+2)*3 )) $((7%3)) $((1<<4|1)) $((5>3?10:20)) $((a*2)) $((-3/2)) $((2>1&&0)) $((0x10)) $((1 == 1))
echo 'multi
line'
echo one \
 two
echo # comment
n=0; while test $n -lt 300; do n=$((n+1)); m="$m."; done; echo ${#m}
echo "${unset-"quoted default"}" "${a:+"alt"}" ${unset-two words}
cat <<END
here $a ${a}x $(echo cmd) \$a "quotes"
END
cat <<'END'
raw $x
END
cat <<-END
	tabs
	END
cat <<A; cat <<B
first
A
second
B
printf '%s-%d\n' a 1 b 2; printf '%5s|%-5s|%03d|%x|%c\n' x y 7 255 zed; printf '%b' 'a\tb\n'
