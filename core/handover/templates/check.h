#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

/// What the generated test needs: inputs as the task describes them, and outputs compared with what is expected.
namespace check {

/// SplitMix64: the same numbers on every machine.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    double normal()
    {
        const double u = 1.0 - uniform();
        return std::sqrt(-2.0 * std::log(u)) * std::cos(6.283185307179586 * uniform());
    }
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

private:
    std::uint64_t m_state;
};

/// Elements at a multiple of 64 bytes, as kernels were measured, with a guard behind them.
template <class T>
class Buffer
{
public:
    explicit Buffer(double elements)
        : m_size(static_cast<std::size_t>(std::llround(elements))),
          m_bytes((m_size * sizeof(T) + kGuard + 63) / 64 * 64),
          m_data(static_cast<T*>(std::aligned_alloc(64, m_bytes)), &std::free)
    {
        poison();
    }

    T* data() { return m_data.get(); }
    const T* data() const { return m_data.get(); }
    std::size_t size() const { return m_size; }
    T& operator[](std::size_t i) { return m_data.get()[i]; }
    const T& operator[](std::size_t i) const { return m_data.get()[i]; }

    /// NaN in every float, and a pattern behind the end.
    void poison() { std::memset(static_cast<void*>(m_data.get()), 0xff, m_bytes); }
    bool isGuardWhole() const
    {
        const auto* bytes = reinterpret_cast<const unsigned char*>(m_data.get());
        return std::all_of(bytes + m_size * sizeof(T), bytes + m_bytes, [](unsigned char b) { return b == 0xff; });
    }

private:
    static constexpr std::size_t kGuard = 64;

    std::size_t m_size;
    std::size_t m_bytes;
    std::unique_ptr<T, decltype(&std::free)> m_data;
};

/// As a tensor's element holds it; 16-bit types are rounded from float.
template <class T>
T rounded(double value)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return static_cast<T>(value);
    } else {
        return T(static_cast<float>(value));
    }
}

template <class T>
double wide(T value)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return static_cast<double>(value);
    } else {
        return static_cast<double>(static_cast<float>(value));
    }
}

/// `row`: elements along the last axis. Each row is moved by a normal(0, spread) of its own, and one element of it is
/// multiplied by `spike`.
template <class T>
void normal(Buffer<T>& out, Random& random, double row, double mean, double std, double spread, double spike)
{
    const auto length = static_cast<std::size_t>(row);
    for (std::size_t begin = 0; begin < out.size(); begin += length) {
        const double moved = mean + spread * random.normal();
        for (std::size_t i = begin; i < begin + length; ++i) {
            out[i] = rounded<T>(moved + std * random.normal());
        }
        T& chosen = out[begin + random.next() % length];
        chosen = rounded<T>(wide(chosen) * spike);
    }
}

template <class T>
void uniform(Buffer<T>& out, Random& random, double low, double high)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = std::is_integral_v<T>
                     ? rounded<T>(static_cast<double>(random.between(std::llround(low), std::llround(high))))
                     : rounded<T>(low + (high - low) * random.uniform());
    }
}

template <class T>
void integers(Buffer<T>& out, Random& random, double low, double high)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = rounded<T>(static_cast<double>(random.between(std::llround(low), std::llround(high))));
    }
}

template <class T>
void stride(Buffer<T>& out, double step)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = rounded<T>(static_cast<double>(i) * step);
    }
}

/// Each row ascending, with infinity at its end where there is a sentinel.
template <class T>
void sorted(Buffer<T>& out, Random& random, double row, double low, double high, bool sentinel)
{
    const auto length = static_cast<std::size_t>(row);
    std::vector<double> drawn(length);
    for (std::size_t begin = 0; begin < out.size(); begin += length) {
        for (double& value : drawn) {
            value = std::is_integral_v<T> ? static_cast<double>(random.between(std::llround(low), std::llround(high)))
                                          : low + (high - low) * random.uniform();
        }
        if (sentinel) {
            drawn.back() = std::numeric_limits<double>::infinity();
        }
        std::sort(drawn.begin(), drawn.end());
        for (std::size_t i = 0; i < length; ++i) {
            out[begin + i] = rounded<T>(drawn[i]);
        }
    }
}

/// Each row ascending whole numbers, none twice, unevenly spread.
template <class T>
void sortedUnique(Buffer<T>& out, Random& random, double row, double low, double high)
{
    const auto length = static_cast<std::size_t>(row);
    std::vector<double> below(length);
    for (std::size_t begin = 0; begin < out.size(); begin += length) {
        double sum = 0;
        for (double& value : below) {
            sum -= std::log(1 - random.uniform()) * std::exp2(6 * random.uniform());
            value = sum;
        }
        sum -= std::log(1 - random.uniform());
        const double spare = high - low + 1 - row;
        for (std::size_t i = 0; i < length; ++i) {
            out[begin + i] = rounded<T>(low + std::floor(below[i] / sum * spare) + static_cast<double>(i));
        }
    }
}

/// With probability `share` an element of `other`, else one from low to high.
template <class T>
void members(Buffer<T>& out, Random& random, const Buffer<T>& other, double share, double low, double high)
{
    Buffer<T> strangers(static_cast<double>(out.size()));
    uniform(strangers, random, low, high);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = random.uniform() < share ? other[random.next() % other.size()] : strangers[i];
    }
}

/// |got - expected| <= rtol * |expected| + scale * RMS(expected), and what rounding to a 16-bit type costs beside it.
struct Tolerance
{
    double rtol;
    double scale;
    double roundoff;
    double underflow;
};

inline bool isRight(double got, double expected, double rms, const Tolerance& tolerance)
{
    if (!std::isfinite(got) || !std::isfinite(expected)) {
        return got == expected || (std::isnan(got) && std::isnan(expected));
    }
    return std::abs(got - expected) <=
           (tolerance.rtol + tolerance.roundoff) * std::abs(expected) + tolerance.scale * rms + tolerance.underflow;
}

/// `what` is said where an element is off: "softmax, node 12, 1024x1024: y".
template <class T, class E>
bool isSame(const std::string& what, const Buffer<T>& got, const std::vector<E>& expected, const Tolerance& tolerance)
{
    double squares = 0;
    double finite = 0;
    for (const E value : expected) {
        if (std::isfinite(static_cast<double>(value))) {
            squares += static_cast<double>(value) * static_cast<double>(value);
            finite += 1;
        }
    }
    const double rms = finite > 0 ? std::sqrt(squares / finite) : 0;
    if (!got.isGuardWhole()) {
        std::printf("WRONG  %s is written past its end\n", what.c_str());
        return false;
    }
    for (std::size_t i = 0; i < got.size(); ++i) {
        const bool right = std::is_integral_v<T>
                               ? static_cast<std::int64_t>(wide(got[i])) == static_cast<std::int64_t>(expected[i])
                               : isRight(wide(got[i]), static_cast<double>(expected[i]), rms, tolerance);
        if (!right) {
            std::printf("WRONG  %s[%zu] is %g, expected %g\n", what.c_str(), i, wide(got[i]),
                        static_cast<double>(expected[i]));
            return false;
        }
    }
    return true;
}

/// Whether the dispatcher picks what the table says.
inline bool isPicked(const std::string& what, const std::string& got, const std::string& expected)
{
    if (got != expected) {
        std::printf("WRONG  %s: the dispatcher picks %s, the table says %s\n", what.c_str(), got.c_str(),
                    expected.c_str());
    }
    return got == expected;
}

} // namespace check
