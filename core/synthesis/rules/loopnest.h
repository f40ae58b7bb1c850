#pragma once

#include "core/synthesis/rules/polynomial.h"
#include "core/synthesis/rules/translationunit.h"

#include <optional>
#include <string>
#include <vector>

namespace espalier::rules {

/// A canonical counting loop: `for (T i = first; i < bound; i += step)` with a constant positive step, whose bound does
/// not change and whose variable is not assigned in the body.
struct Loop
{
    const Node* node = nullptr;
    const Node* variable = nullptr; ///< the Variable node
    const Node* first = nullptr;
    const Node* bound = nullptr;
    const Node* body = nullptr;
    bool inclusive = false; ///< <= instead of <
    std::int64_t step = 1;

    unsigned declaration() const { return variable->declaration; }
    const std::string& name() const { return variable->name; }
};

std::optional<Loop> canonicalLoop(const Node& node);

/// The canonical loop whose variable is declared there.
std::optional<Loop> loopOfVariable(const Kernel& kernel, unsigned declaration);

/// Canonical loops at or below `node`, outermost first, in source order.
std::vector<Loop> loopsIn(const Node& node);
/// Stands before a loop that runs the few iterations another loop left over; such loops are not worth transforming.
inline constexpr const char* kRestMark = "/* rest */";

/// The mark with a space behind it where it stands directly before the statement, empty otherwise.
std::string restMarkBefore(const Kernel& kernel, const Node& statement);

/// Those of the entry function, without loops over a rest and what is inside them.
std::vector<Loop> loopsOf(const Kernel& kernel);
/// There is no loop (of any kind) inside.
bool isInnermost(const Loop& loop);
/// The canonical loop that is the only statement of this one's body.
std::optional<Loop> onlyInnerLoop(const Loop& loop);

/// The statements of a block, or the statement itself.
std::vector<const Node*> statementsOf(const Node& body);
/// End of a statement with the semicolon that belongs to it.
unsigned statementEnd(const Kernel& kernel, const Node& statement);
/// Is the statement preceded by a #pragma on the line above?
bool hasPragma(const Kernel& kernel, const Node& statement);
/// The lines of #pragma directly above the statement, with their line ends; empty when there are none. `begin` becomes
/// the offset of the first one's line, or stays the statement's own begin.
std::string pragmasAbove(const Kernel& kernel, const Node& statement, unsigned& begin);
/// Is one of the loops around the statement run together with those inside it by `collapse`? Nothing may then be put
/// between them.
bool isCollapsed(const Kernel& kernel, const Node& statement);
/// Is the variable assigned, stepped or passed by address at or below `body`? A promise of alignment is no change.
bool assigns(const Node& body, unsigned declaration);
/// Spaces before the line on which the offset stands.
std::string indentationAt(const Kernel& kernel, unsigned offset);
/// A name starting with `stem` that occurs nowhere in the source.
std::string freshName(const std::string& source, const std::string& stem);
/// A marked tunable: "constexpr int ROWS = 4; // tune: 2 4 6 8".
std::string tunableLine(const std::string& name, int value, const std::string& values);

/// The variable's type as written, without const.
std::string plainType(const Kernel& kernel, const Node& variable);

/// "[STRIP]" as written, since the type's own spelling has the tunable's value in it; empty for what is no array.
std::string arraySuffix(const Kernel& kernel, const Node& variable);

} // namespace espalier::rules
