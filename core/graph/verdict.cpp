#include "core/graph/verdict.h"

#include <array>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 11> kVerdicts{"accepted",     "ambiguous", "slower",  "wrong",
                                                     "cheat",        "crash",     "timeout", "blocked",
                                                     "build_failed", "built",     "untimed"};
constexpr std::array<std::string_view, 7> kBounds{"unknown",   "memory", "compute", "latency",
                                                  "occupancy", "launch", "balanced"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& words, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == text) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view toText(Verdict verdict)
{
    return kVerdicts[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdictFromText(std::string_view text)
{
    return find<Verdict>(kVerdicts, text);
}

bool isValid(Verdict verdict)
{
    return verdict == Verdict::Accepted || verdict == Verdict::Ambiguous || verdict == Verdict::Slower;
}

bool isUndecided(Verdict verdict)
{
    return verdict == Verdict::Built || verdict == Verdict::Untimed;
}

std::string_view toText(Bound bound)
{
    return kBounds[static_cast<std::size_t>(bound)];
}

std::optional<Bound> boundFromText(std::string_view text)
{
    return find<Bound>(kBounds, text);
}

} // namespace espalier
