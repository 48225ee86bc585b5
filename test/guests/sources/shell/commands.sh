for i in 1 2 3; do echo -n "$i "; done; echo
i=0; while [ $i -lt 5 ]; do i=$((i+1)); if [ $i = 2 ]; then continue; fi; if [ $i -eq 4 ]; then break; fi; echo i=$i; done
until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i
while :; do while :; do break 2; done; echo never; done; echo broke
case foo.c in *.h) echo header;; *.c|*.cc) echo source;; *) echo other;; esac
case abc in a?c) echo one letter;; esac; case '*' in \*) echo star;; esac; case x in (y|x) echo bracket; esac
if true; then echo t; elif true; then echo e; else echo f; fi; if false; then :; else echo else; fi
f() { echo "f got $# args: $*"; return 3; }; f x "y z"; echo status $?
g() { if [ $1 -gt 0 ]; then echo $1; g $(($1-1)); fi; }; g 3
h() (echo in a subshell; exit 2); h; echo $?
false || echo or; true && echo and; ! true; echo not $?; ! false && echo not false
(exit 7); echo $?; { echo grouped; }; (echo y) | (cat)
echo one two three | { read a b; echo "a=$a b=$b"; }
printf 'a b\nc\\d e\n' | while read -r first rest; do echo "<$first><$rest>"; done
echo a | cat | cat; true | false; echo $?; false | true; echo $?
eval 'echo eval $i'; command_that_is_not_there; echo $?
/dev/null; echo $?
x=1; (x=2; echo $x); echo $x; x=3 true; echo $x
E=exported; export E; sh -c 'echo $E'; A=1 sh -c 'echo $A'; echo "A=$A"; unset E; sh -c 'echo "[$E]"'
readonly R=1; (R=2; echo never) ; echo $R
sh -c 'exit 5'; echo $?; sh -c 'echo $0 $1 $#' name arg
sh -c 'kill -9 $$'; echo $?
if test -d /dev -a ! -f /dev; then echo directory; fi; [ -n "" ] || echo empty; [ a = b ]; echo $?; [ 2 -gt 10 ]; echo $?; test; echo $?
umask 027; umask; set -u; echo ${unset-ok}; (echo $unset); echo $?; set +u
set -x; echo traced; set +x
set -e; false || true; if false; then :; fi; ! true; echo still here
(exit 3)
echo not reached
