#include "core/synthesis/rules/device/elementindex.h"

namespace espalier::rules {

bool stepsByOne(const Node& index, unsigned variable)
{
    if (index.kind == Kind::Reference) {
        return index.declaration == variable;
    }
    if (index.kind != Kind::Binary || index.children.size() != 2) {
        return false;
    }
    const bool left = mentions(index.child(0), variable);
    const bool right = mentions(index.child(1), variable);
    if (index.name == "+" && left != right) {
        return stepsByOne(index.child(left ? 0 : 1), variable);
    }
    return index.name == "-" && left && !right && stepsByOne(index.child(0), variable);
}

} // namespace espalier::rules
