/* What other subjects need of signals. Sets are 64 bits, as a guest's: bit n - 1 is signal n. */
#ifndef PRONG_SIGNALS_H
#define PRONG_SIGNALS_H

#include <stdint.h>

/* Blocks all signals; answers the mask before. */
uint64_t block_all(void);
/* Sets the mask; answers the one before. */
uint64_t set_mask(uint64_t mask);
/* Forgets all signals that were noted. */
void forget_signals(void);
/* Ends this process by a signal. Does not return, but for one that has no default action which ends. */
void die_by(int signal);

#endif
