#include "core/import/kernelbench/casechoice.h"

#include <algorithm>

namespace espalier {
namespace {

// A plain kernel takes 3 to 60 ms at these, and judging, which computes everything twice more, stays quick.
constexpr double kCpuBytes = 16e6;
constexpr double kCpuFlops = 6e7;
constexpr double kWorthBytes = 2.5e5; ///< below both, timing would be of the call, not of the kernel
constexpr double kWorthFlops = 1e6;
constexpr double kCheckedBytes = 2e6;
constexpr double kCheckedFlops = 5e6;
constexpr double kGpuBytes = 1.2e10;

class Chooser
{
public:
    Chooser(const Dims& original, const Expression& bytes, const Expression& flops)
        : m_original(original), m_bytes(bytes), m_flops(flops)
    {
    }

    Dims shrunk(Dims dims, double bytes, double flops) const
    {
        while (m_bytes.value(dims) > bytes || m_flops.value(dims) > flops) {
            const auto largest = std::max_element(dims.begin(), dims.end(), bySize);
            if (largest->second == 1) {
                break;
            }
            largest->second /= 2;
        }
        return dims;
    }

    Dims enlarged(Dims dims) const
    {
        // Each step doubles something, so the limit is reached soon.
        while (m_bytes.value(dims) < kWorthBytes && m_flops.value(dims) < kWorthFlops) {
            std::min_element(dims.begin(), dims.end(), bySize)->second *= 2;
        }
        return dims;
    }

    /// The first dims get the first sizes, the others `rest`, made smaller where that is too much.
    Dims sized(const std::vector<std::int64_t>& first, std::int64_t rest) const
    {
        Dims dims = m_original;
        for (std::size_t i = 0; i < dims.size(); ++i) {
            dims[i].second = i < first.size() ? first[i] : rest;
        }
        return shrunk(std::move(dims), kCheckedBytes, kCheckedFlops);
    }

    /// Short in all dims but the last.
    Dims elongated() const
    {
        Dims dims = m_original;
        for (auto& [name, size] : dims) {
            size = 2;
        }
        dims.front().second = 3;
        dims.back().second = 1999;
        return shrunk(std::move(dims), kCheckedBytes, kCheckedFlops);
    }

private:
    static bool bySize(const Dims::value_type& a, const Dims::value_type& b) { return a.second < b.second; }

    const Dims& m_original;
    const Expression& m_bytes;
    const Expression& m_flops;
};

std::string sizesText(const Dims& dims)
{
    std::string text;
    for (const auto& [name, size] : dims) {
        text += (text.empty() ? "" : " ") + name + "=" + std::to_string(size);
    }
    return text;
}

} // namespace

CaseChoice chooseCases(const Dims& original, const Expression& bytes, const Expression& flops)
{
    const Chooser chooser(original, bytes, flops);
    CaseChoice choice;
    const Dims large = chooser.enlarged(original);
    if (large != original) {
        choice.hardened.push_back("too small to time, sizes enlarged to " + sizesText(large));
    }
    const Dims gpu = chooser.shrunk(original, kGpuBytes, 1e18);
    if (gpu != original) {
        choice.hardened.push_back("too large to hold, sizes reduced to " + sizesText(gpu));
    }
    choice.cases = {{"tiny", CaseRole::Smoke, chooser.sized({8, 12, 16, 6, 5}, 2)},
                    {"cpu", CaseRole::Cpu, chooser.shrunk(large, kCpuBytes, kCpuFlops)},
                    {"original", CaseRole::Gpu, gpu},
                    {"one", CaseRole::Hidden, chooser.sized({}, 1)},
                    {"prime", CaseRole::Hidden, chooser.sized({37, 101, 13, 7, 5}, 3)},
                    {"narrow", CaseRole::Hidden, chooser.sized({203, 3, 5}, 2)},
                    {"long", CaseRole::Hidden, chooser.elongated()}};
    return choice;
}

} // namespace espalier
