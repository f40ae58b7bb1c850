#include "core/base/loginname.h"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace espalier {

std::string loginName()
{
    const uid_t user = getuid();
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> memory{};
    const bool known = getpwuid_r(user, &entry, memory.data(), memory.size(), &found) == 0 && found != nullptr;
    return known && entry.pw_name[0] != '\0' ? entry.pw_name : "user " + std::to_string(user);
}

} // namespace espalier
