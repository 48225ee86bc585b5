sleep 0 & wait $!; echo waited $?
(exit 3) & wait $!; echo $?
sleep 0 & sleep 0 & wait; echo all $?
wait 99999; echo $?
(sleep 0.2; echo late) & echo early; wait
trap 'echo usr1' USR1; kill -USR1 $$; echo after
trap 'echo term; exit 3' TERM
(trap '' INT; kill -INT $(sh -c 'echo $$') 2> /dev/null; echo survived)
sleep 5 & p=$!
(sleep 0.2; kill -TERM $p) & wait $p; echo killed $?
sh -c 'trap "echo bye" EXIT; exit 4'; echo $?
sh -c 'trap "echo in trap" TERM; (sleep 0.2; kill $$) & sleep 0.5; echo done'
sleep 5 & kill -9 $!; wait $!; echo $?
(sleep 0.1; kill -TERM $$) &
sleep 5 & wait $!
echo never
