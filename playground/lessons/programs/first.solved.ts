// The parent waits for its child: now there is one order.
import { exit, fork, print, wait } from "prong";

if (fork().isChild) {
  print("child");
  exit(0);
}

wait();
print("parent");
