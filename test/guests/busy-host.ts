/** How to ask the host's kernel: programs that wait a while for each other may find it too busy, and then it is asked again. */
export const BUSY_HOST = { retry: 3 };
