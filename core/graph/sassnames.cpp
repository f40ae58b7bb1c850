#include "core/graph/sassnames.h"

#include <algorithm>
#include <initializer_list>

namespace espalier {
namespace {

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

bool isGlobalLoad(std::string_view name)
{
    return isOneOf(name, {"LDG", "LD", "LDGSTS", "UBLKCP", "UTMALDG"});
}

bool isGlobalStore(std::string_view name)
{
    return isOneOf(name, {"STG", "ST", "RED", "REDG", "ATOM", "ATOMG", "UTMASTG", "UTMAREDG"});
}

bool isSharedAccess(std::string_view name)
{
    return isOneOf(name, {"LDS", "STS", "LDSM", "STSM", "ATOMS"});
}

bool isLocalAccess(std::string_view name)
{
    return isOneOf(name, {"LDL", "STL"});
}

} // namespace espalier
