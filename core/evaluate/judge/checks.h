#pragma once

namespace espalier {

/// What a judge looks at, each on its own switch, so that tests can prove which check finds out which cheat
/// (tests/adversarial/README.md has the table). espalier-judge has no way to switch one off.
struct JudgeChecks
{
    bool canaries = true;       ///< the memory round each output is as it was
    bool poison = true;         ///< outputs are filled anew before each call
    bool freshInputs = true;    ///< each call gets another input set
    bool newProcess = true;     ///< processes are replaced now and then, and before they would see a set twice
    bool hiddenCases = true;    ///< sizes nobody was shown
    bool variations = true;     ///< inputs scaled, moved, spiked, …, at each checked size and at the timed one
    bool honestBudget = true;   ///< the tolerance is cut to what the plain seed gets wrong, with a margin
    bool timedOutputs = true;   ///< what is computed at the sizes that are timed is compared
    bool sealedInputs = true;   ///< the input memory cannot be made writable
    bool inputsIntact = true;   ///< inputs hold after the calls what they held before
    bool flushPlacement = true; ///< some calls have the last tensors end at a guard
    bool inputPoison = true;    ///< random NaN between the inputs
    bool answers = true;        ///< an answer carries the number of its question, and there is one
    bool settles = true;        ///< nothing is still at work after the return
    bool returns = true;        ///< the kernel returns to where all workers wait for the next token
    bool repeats =
        true; ///< the same inputs give the same answer again, for kernels with threads also while the machine is busy
};

} // namespace espalier
