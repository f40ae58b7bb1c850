#include "core/synthesis/rules/crossover.h"

#include "core/synthesis/rules/rewriter.h"
#include "core/synthesis/rules/tunables.h"

#include <algorithm>

namespace espalier::rules {

namespace {

bool takeTunables(Workpiece& piece, const Kernel& other)
{
    const std::vector<Tunable> theirs = tunablesIn(other);
    Rewriter rewriter(piece.kernel());
    std::string note;
    for (const Tunable& mine : tunablesIn(piece.kernel())) {
        const auto match =
            std::find_if(theirs.begin(), theirs.end(), [&](const Tunable& t) { return t.name == mine.name; });
        if (match != theirs.end() && match->value != mine.value && piece.rng().uniform() < 0.7) {
            rewriter.replace(mine.valueBegin, mine.valueEnd, std::to_string(match->value));
            note += " " + mine.name + " = " + std::to_string(match->value);
        }
    }
    return !note.empty() && piece.replaceSource(rewriter.result(), "crossover", "crossover:" + note);
}

bool takeOptions(Workpiece& piece, const Candidate& other)
{
    Candidate& mine = piece.candidate();
    if ((mine.options == other.options && mine.compiler == other.compiler) || !piece.mayUse("crossover")) {
        return false;
    }
    mine.options = other.options;
    mine.compiler = other.compiler;
    piece.note("crossover", "crossover: the other's options");
    return true;
}

/// Replaces one function that both define with different bodies by the other's.
bool takeFunction(Workpiece& piece, const Kernel& other)
{
    for (const auto& theirs : other.root->children) {
        if (theirs->kind != Kind::Function || theirs->name == other.function || theirs->children.empty()) {
            continue;
        }
        for (const auto& mine : piece.kernel().root->children) {
            const bool same = mine->kind == Kind::Function && mine->name == theirs->name && mine->type == theirs->type;
            if (same && piece.kernel().text(*mine) != other.text(*theirs)) {
                Rewriter rewriter(piece.kernel());
                rewriter.replace(*mine, other.text(*theirs));
                return piece.replaceSource(rewriter.result(), "crossover", "crossover: the other's " + theirs->name);
            }
        }
    }
    return false;
}

/// The other's source with this parent's tunables and options: what it was changed into counts, not how it was tuned.
bool takeSource(Workpiece& piece, const Candidate& other)
{
    const auto parsed = parseKernel(other.source, piece.kernel().header, piece.kernel().function);
    if (!parsed) {
        return false;
    }
    const std::vector<Tunable> mine = tunablesIn(piece.kernel());
    Rewriter rewriter(**parsed);
    for (const Tunable& theirs : tunablesIn(**parsed)) {
        const auto match =
            std::find_if(mine.begin(), mine.end(), [&](const Tunable& t) { return t.name == theirs.name; });
        if (match != mine.end()) {
            rewriter.replace(theirs.valueBegin, theirs.valueEnd, std::to_string(match->value));
        }
    }
    return piece.replaceSource(rewriter.result(), "crossover",
                               "crossover: the other's source with this one's tunables");
}

} // namespace

bool crossover(Workpiece& piece, const Candidate& other)
{
    const auto parsed = parseKernel(other.source, piece.kernel().header, piece.kernel().function);
    if (!parsed) {
        return false;
    }
    bool changed = takeFunction(piece, **parsed);
    changed = takeTunables(piece, **parsed) || changed;
    if (!changed && piece.candidate().options != other.options && piece.rng().uniform() < 0.5) {
        return takeSource(piece, other) || takeOptions(piece, other);
    }
    if (!changed || piece.rng().uniform() < 0.5) {
        changed = takeOptions(piece, other) || changed;
    }
    return changed;
}

} // namespace espalier::rules
