#include "core/synthesis/rules/scalarreduction.h"

namespace espalier::rules {

namespace {

bool isIt(const Node& node, unsigned declaration)
{
    return node.kind == Kind::Reference && node.declaration == declaration;
}

/// "max" for a comparison that holds when the new value is larger than the old one.
std::string extremum(const Kernel& kernel, const Node& condition, const std::string& fresh, unsigned declaration)
{
    if (condition.kind != Kind::Binary || condition.children.size() != 2) {
        return {};
    }
    const bool left = isIt(condition.child(0), declaration);
    const bool right = isIt(condition.child(1), declaration);
    const Node& other = condition.child(left ? 1 : 0);
    if (left == right || kernel.text(other) != fresh) {
        return {};
    }
    const bool greater = condition.name == ">" || condition.name == ">=";
    const bool less = condition.name == "<" || condition.name == "<=";
    if (!greater && !less) {
        return {};
    }
    return greater == right ? "max" : "min";
}

std::string ofAssignment(const Kernel& kernel, const Node& assignment, unsigned declaration)
{
    const Node& value = assignment.child(1);
    if (assignment.name == "+=" || assignment.name == "-=" || assignment.name == "*=") {
        return mentions(value, declaration) ? "" : assignment.name == "*=" ? "*" : "+";
    }
    if (assignment.name != "=" || value.children.size() < 2) {
        return {};
    }
    if (value.kind == Kind::Conditional && value.children.size() == 3) {
        const bool keepsLast = isIt(value.child(2), declaration);
        if (!keepsLast || mentions(value.child(1), declaration)) {
            return {};
        }
        return extremum(kernel, value.child(0), kernel.text(value.child(1)), declaration);
    }
    const bool left = isIt(value.child(0), declaration);
    const bool right = isIt(value.child(1), declaration);
    if (left == right || mentions(value.child(left ? 1 : 0), declaration)) {
        return {};
    }
    if (value.kind == Kind::Binary && (value.name == "+" || value.name == "*" || (value.name == "-" && left))) {
        return value.name == "*" ? "*" : "+";
    }
    if (value.kind == Kind::Call && (value.name == "max" || value.name == "fmax" || value.name == "fmaxf")) {
        return "max";
    }
    if (value.kind == Kind::Call && (value.name == "min" || value.name == "fmin" || value.name == "fminf")) {
        return "min";
    }
    return {};
}

/// The single assignment of `if (condition) s = e;`, or null.
const Node* guardedAssignment(const Node& branch)
{
    if (branch.kind != Kind::If || branch.children.size() != 2) {
        return nullptr;
    }
    const auto statements = statementsOf(branch.child(1));
    return statements.size() == 1 && statements[0]->kind == Kind::Assign ? statements[0] : nullptr;
}

} // namespace

std::optional<std::string> scalarReduction(const Kernel& kernel, const Node& body, unsigned declaration)
{
    std::string operation;
    bool fits = true;
    const auto agree = [&](const std::string& found) {
        fits = fits && !found.empty() && (operation.empty() || operation == found);
        operation = found;
    };
    walk(body, [&](const Node& at) {
        if (const Node* assignment = guardedAssignment(at);
            assignment != nullptr && isIt(assignment->child(0), declaration) && mentions(at.child(0), declaration)) {
            agree(extremum(kernel, at.child(0), kernel.text(assignment->child(1)), declaration));
            return false;
        }
        if (at.kind == Kind::Assign && isIt(at.child(0), declaration)) {
            agree(ofAssignment(kernel, at, declaration));
            return false;
        }
        if (at.kind == Kind::Unary && at.name == "++" && isIt(at.child(0), declaration)) {
            const Kind use = at.parent->kind;
            agree(use == Kind::Compound || use == Kind::If || use == Kind::For ? "+" : "");
            return false;
        }
        if (isIt(at, declaration)) {
            fits = false;
        }
        return fits;
    });
    return fits && !operation.empty() ? std::optional(operation) : std::nullopt;
}

} // namespace espalier::rules
