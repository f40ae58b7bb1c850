#include "core/import/kernelbench/casechoice.h"

#include <algorithm>
#include <cmath>

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
constexpr int kRounds = 4;    ///< raising one size for one length may undo another
constexpr int kRaised = 1024; ///< at most by so much

class Chooser
{
public:
    Chooser(const Dims& original, const Expression& bytes, const Expression& flops,
            const std::vector<Expression>& lengths)
        : m_original(original), m_bytes(bytes), m_flops(flops), m_lengths(lengths)
    {
    }

    /// By halves, the largest first; one that cannot be halved any more stays.
    Dims shrunk(Dims dims, double bytes, double flops) const
    {
        std::vector<std::int64_t> sizes; // 0 of those that stay
        for (const auto& [name, size] : dims) {
            sizes.push_back(size);
        }
        while (m_bytes.value(dims) > bytes || m_flops.value(dims) > flops) {
            const auto largest = std::max_element(sizes.begin(), sizes.end());
            if (*largest <= 1) {
                break;
            }
            const auto at = static_cast<std::size_t>(largest - sizes.begin());
            Dims smaller = dims;
            smaller[at].second = *largest / 2;
            smaller = fitted(std::move(smaller));
            const bool helps =
                m_bytes.value(smaller) + m_flops.value(smaller) < m_bytes.value(dims) + m_flops.value(dims);
            if (!helps || smaller[at].second >= *largest) {
                *largest = 0;
                continue;
            }
            dims = std::move(smaller);
            for (std::size_t i = 0; i < dims.size(); ++i) {
                sizes[i] = sizes[i] == 0 ? 0 : dims[i].second;
            }
        }
        return dims;
    }

    Dims enlarged(Dims dims) const
    {
        // Each step doubles something, so the limit is reached soon.
        while (m_bytes.value(dims) < kWorthBytes && m_flops.value(dims) < kWorthFlops) {
            std::min_element(dims.begin(), dims.end(), bySize)->second *= 2;
        }
        return fitted(std::move(dims));
    }

    /// The first dims get the first sizes, the others `rest`, made smaller where that is too much.
    Dims sized(const std::vector<std::int64_t>& first, std::int64_t rest) const
    {
        Dims dims = m_original;
        for (std::size_t i = 0; i < dims.size(); ++i) {
            dims[i].second = i < first.size() ? first[i] : rest;
        }
        return shrunk(fitted(std::move(dims)), kCheckedBytes, kCheckedFlops);
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
        return shrunk(fitted(std::move(dims)), kCheckedBytes, kCheckedFlops);
    }

private:
    bool fits(const Expression& length, const Dims& dims) const
    {
        const double value = length.value(dims);
        return value >= 1 && value == std::floor(value);
    }

    bool fits(const Dims& dims) const
    {
        return std::all_of(m_lengths.begin(), m_lengths.end(), [&](const auto& length) { return fits(length, dims); });
    }

    /// The dims with those raised, each as little as can be, that make a length of nothing. The original sizes where
    /// that does not do.
    Dims fitted(Dims dims) const
    {
        for (int round = 0; round < kRounds; ++round) {
            for (const Expression& length : m_lengths) {
                for (std::size_t i = 0; i < dims.size() && !fits(length, dims); ++i) {
                    Dims raised = dims;
                    for (int n = 0; n < kRaised && !fits(length, raised); ++n) {
                        ++raised[i].second;
                    }
                    dims = fits(length, raised) ? raised : dims;
                }
            }
            if (fits(dims)) {
                return dims;
            }
        }
        return m_original;
    }

    static bool bySize(const Dims::value_type& a, const Dims::value_type& b) { return a.second < b.second; }

    const Dims& m_original;
    const Expression& m_bytes;
    const Expression& m_flops;
    const std::vector<Expression>& m_lengths;
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

CaseChoice chooseCases(const Dims& original, const Expression& bytes, const Expression& flops,
                       const std::vector<Expression>& lengths)
{
    const Chooser chooser(original, bytes, flops, lengths);
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
