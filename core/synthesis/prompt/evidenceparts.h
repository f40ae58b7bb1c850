#pragma once

#include "core/synthesis/prompt/promptpart.h"
#include "core/synthesis/synthesizer.h"

#include <cstddef>
#include <string>
#include <string_view>

/// What the search knows of the kernel to be changed. `tokens` is the part's budget.
namespace espalier::prompting {

/// A draft or a restart: a kernel of its own from the seed, untouched by what was made of it so far.
bool startsAnew(EdgeKind edge);

/// Nothing that the search remembers is told: history and failures are left out.
bool remembersNothing(const Prompt& prompt);

/// "It is 1.37 times as fast [1.3, 1.45] as the fastest baseline (compiled). …", or that there is no speedup. A line.
std::string speedOf(const Timing& timing, const std::string& baseline);

/// What a fence around the candidate's source names: "cpp", "opencl", "cuda" or "python".
std::string_view fenceOf(const Candidate& candidate);

/// Source, compiler and options of the parent, and of the other parent of a merge; the speedup of each with its
/// interval, its fastest call, and what it is over.
/// Never cut.
PromptPart kernelPart(const Prompt& prompt, const std::string& baseline);
/// The trajectory from the kernel back to the seed, then the attempts close by that did not fail, then near copies of
/// the kernel elsewhere in the tree, a line each.
PromptPart historyPart(const Prompt& prompt, std::size_t tokens);
/// Bound, share of the roof, lever, and at most six findings; of a failed parent why it failed instead.
PromptPart diagnosisPart(const Prompt& prompt, std::size_t tokens);
/// The negative memory: what failed below the same lineage with its faults, and how faults like these were put right.
PromptPart failuresPart(const Prompt& prompt, std::size_t tokens);

/// A prior solution of an earlier search, with how similar its task is.
PromptPart priorPart(const Prompt& prompt, std::size_t tokens);

} // namespace espalier::prompting
