#include "core/diagnose/functionname.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace espalier {
namespace {

constexpr std::size_t kLongest = 80;

/// The last of the identifiers that "7product" and its like spell out at the start of a mangled name.
std::string_view lastIdentifier(std::string_view mangled)
{
    std::string_view last;
    for (;;) {
        std::size_t length = 0;
        const auto [end, error] = std::from_chars(mangled.data(), mangled.data() + mangled.size(), length);
        mangled.remove_prefix(static_cast<std::size_t>(end - mangled.data()));
        if (error != std::errc() || length == 0 || length > mangled.size()) {
            return last;
        }
        last = mangled.substr(0, length);
        mangled.remove_prefix(length);
    }
}

} // namespace

std::string functionName(std::string_view symbol)
{
    std::string_view name = symbol.substr(0, symbol.find('.')); // behind it: ._omp_fn.0, .constprop.0, …
    if (name.starts_with("_Z")) {
        const std::size_t first = name.find_first_of("0123456789"); // after N of a nested and L of a local one
        const std::string_view own = first > 4 ? std::string_view() : lastIdentifier(name.substr(first));
        name = own.empty() ? name : own;
    }
    std::string plain(name.substr(0, kLongest));
    std::erase_if(plain, [](char c) { return c < ' ' || c > '~'; });
    return plain;
}

bool isStartupCode(std::string_view function)
{
    static constexpr std::array<std::string_view, 7> kNames{
        "_init",      "_fini", "set_fast_math", "deregister_tm_clones", "register_tm_clones", "__do_global_dtors_aux",
        "frame_dummy"};
    return std::find(kNames.begin(), kNames.end(), function) != kNames.end() ||
           function.find("@plt") != std::string_view::npos;
}

bool isMathCall(std::string_view function)
{
    static constexpr std::array<std::string_view, 16> kNames{"exp",  "exp2",  "log",  "log2", "pow",  "tanh",
                                                             "sin",  "cos",   "erf",  "fmax", "fmin", "floor",
                                                             "ceil", "round", "sqrt", "fmod"};
    const std::string_view plain =
        function.ends_with('f') && function != "erf" ? function.substr(0, function.size() - 1) : function;
    return std::find(kNames.begin(), kNames.end(), plain) != kNames.end();
}

} // namespace espalier
