#include "core/base/result.h"

namespace espalier {

std::string Error::sentence() const
{
    std::string text = what;
    if (!why.empty()) {
        text += ": " + why;
    }
    if (!todo.empty()) {
        text += "; " + todo;
    }
    return text + ".";
}

} // namespace espalier
