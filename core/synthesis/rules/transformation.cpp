#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

Error doesNotApply(const std::string& transformation, const std::string& why)
{
    return {ErrorKind::Answer, transformation + " does not apply here", why, "try another transformation"};
}

} // namespace espalier::rules
