#include "core/task/generator.h"

#include "core/base/slices.h"
#include "core/task/elements.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numbers>

namespace espalier {
namespace {

/// SplitMix64 in the open: Rng is the same generator behind a call, which costs as much as the drawing itself.
class Stream
{
public:
    explicit Stream(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// The stream as it is after `draws` numbers: its state counts them.
    Stream after(std::uint64_t draws) const { return Stream(m_state + draws * 0x9e3779b97f4a7c15ULL); }
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// Uniform below bound by multiplication; the bias is below 2^-64 · bound.
    std::uint64_t below(std::uint64_t bound)
    {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
    }

private:
    std::uint64_t m_state;
};

constexpr std::size_t kStretch = 32;                        ///< ascending integers of one density
constexpr std::size_t kWorthSlicing = std::size_t{1} << 18; ///< elements: about a millisecond's drawing
constexpr std::size_t kDrawnAtOnce = std::size_t{1} << 15; ///< floats that will be 16-bit numbers: they stay in a cache
constexpr std::size_t kBinBits = 12;
constexpr std::size_t kBins = std::size_t{1} << kBinBits;

/// The quantiles of the standard normal at i/4096, cut to ±4.5 at the ends. Drawing = a bin from 12 random bits and a
/// place in it from 20 more: exact up to linear interpolation inside a bin, no branch, no logarithm, 16 KB.
std::array<float, kBins + 1> normalQuantiles()
{
    std::array<float, kBins + 1> quantiles{};
    const double density = 1 / std::sqrt(2 * std::numbers::pi);
    double z = 0;
    for (std::size_t i = kBins / 2; i < kBins; ++i) {
        const double p = static_cast<double>(i) / kBins;
        for (int step = 0; step < 6; ++step) { // Newton, from the quantile before
            const double off = 0.5 * std::erfc(-z / std::numbers::sqrt2) - p;
            z -= off / (density * std::exp(-z * z / 2));
        }
        quantiles[i] = static_cast<float>(z);
        quantiles[kBins - i] = static_cast<float>(-z);
    }
    quantiles[0] = -4.5F;
    quantiles[kBins] = 4.5F;
    return quantiles;
}

float normalFrom(std::uint32_t bits, const float* quantiles)
{
    const std::uint32_t bin = bits >> (32 - kBinBits);
    const float place = static_cast<float>(bits & ((1U << (32 - kBinBits)) - 1)) * 0x1p-20F;
    return quantiles[bin] + place * (quantiles[bin + 1] - quantiles[bin]);
}

/// What the drawing functions need of one tensor.
struct Job
{
    const Distribution& distribution;
    const Dims& dims;
    std::size_t elements;
    std::size_t row;   ///< elements in a last-axis row
    std::size_t first; ///< of the tensor's elements, the one that is drawn first

    double parameter(const char* name, double otherwise = 0) const
    {
        const auto found = distribution.parameters.find(name);
        return found == distribution.parameters.end() ? otherwise : found->second.value(dims);
    }
    std::int64_t integer(const char* name) const { return std::llround(parameter(name)); }
};

template <class T>
void drawNormal(const Job& job, T* out, Stream& stream)
{
    static const std::array<float, kBins + 1> kQuantiles = normalQuantiles();
    const float* quantiles = kQuantiles.data();
    const float std = static_cast<float>(job.parameter("std"));
    const double spread = job.parameter("row_spread");
    const double spike = job.parameter("spike", 1);
    for (std::size_t begin = 0; begin < job.elements; begin += job.row) {
        const double moved =
            spread * static_cast<double>(normalFrom(static_cast<std::uint32_t>(stream.next()), quantiles));
        const float mean = static_cast<float>(job.parameter("mean") + moved);
        T* row = out + begin;
        for (std::size_t i = 0; i + 1 < job.row; i += 2) {
            const std::uint64_t bits = stream.next();
            row[i] = mean + std * normalFrom(static_cast<std::uint32_t>(bits), quantiles);
            row[i + 1] = mean + std * normalFrom(static_cast<std::uint32_t>(bits >> 32), quantiles);
        }
        if (job.row % 2 != 0) {
            row[job.row - 1] = mean + std * normalFrom(static_cast<std::uint32_t>(stream.next()), quantiles);
        }
        if (spike != 1) {
            T& chosen = row[stream.below(job.row)];
            chosen = static_cast<T>(chosen * static_cast<T>(spike));
        }
    }
}

/// One value uniform between the bounds: any for floats, both bounds included for integers.
template <class T>
T drawBetween(double low, double high, Stream& stream)
{
    if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(low + (high - low) * stream.uniform());
    } else {
        const auto count = static_cast<std::uint64_t>(high - low) + 1;
        return static_cast<T>(static_cast<std::int64_t>(low) + static_cast<std::int64_t>(stream.below(count)));
    }
}

template <class T>
void drawSorted(const Job& job, T* out, Stream& stream)
{
    const bool sentinel = job.parameter("sentinel") == 1;
    const std::size_t drawn = job.row - (sentinel ? 1 : 0);
    for (std::size_t begin = 0; begin < job.elements; begin += job.row) {
        for (std::size_t i = 0; i < drawn; ++i) {
            out[begin + i] = drawBetween<T>(job.parameter("low"), job.parameter("high"), stream);
        }
        std::sort(out + begin, out + begin + drawn);
        if (sentinel) {
            out[begin + drawn] = std::numeric_limits<T>::infinity();
        }
    }
}

/// Ascending integers, none twice, spread as uniform numbers are and denser in some stretches than in others by up to
/// 64 times: from evenly spaced ones a place could be guessed without a look at the table.
template <class T>
void drawSortedUnique(const Job& job, T* out, Stream& stream)
{
    const std::int64_t low = job.integer("low");
    const double spare = static_cast<double>(job.integer("high") - low + 1) - static_cast<double>(job.row);
    std::vector<double> below(job.row);
    for (std::size_t begin = 0; begin < job.elements; begin += job.row) {
        double sum = 0;
        double density = 1;
        for (std::size_t i = 0; i < job.row; ++i) {
            density = i % kStretch == 0 ? std::exp2(6 * stream.uniform()) : density;
            sum -= std::log(1 - stream.uniform()) * density;
            below[i] = sum;
        }
        sum -= std::log(1 - stream.uniform()) * density;
        for (std::size_t i = 0; i < job.row; ++i) {
            const auto gap = static_cast<std::int64_t>(sum > 0 ? below[i] / sum * spare : 0);
            out[begin + i] = static_cast<T>(low + gap + static_cast<std::int64_t>(i));
        }
    }
}

template <class T>
void drawMembers(const Job& job, T* out, const T* other, std::size_t otherElements, Stream& stream)
{
    const double share = job.parameter("share");
    const double low = job.parameter("low");
    const double high = job.parameter("high");
    for (std::size_t i = 0; i < job.elements; ++i) {
        out[i] = stream.uniform() < share ? other[stream.below(otherElements)] : drawBetween<T>(low, high, stream);
    }
}

template <class T>
void drawRows(const Job& job, T* out, const T* other, std::size_t otherElements, Stream& stream)
{
    const std::string& kind = job.distribution.kind;
    if (kind == "sorted") {
        drawSorted(job, out, stream);
        return;
    }
    if (kind == "member_of") {
        drawMembers(job, out, other, otherElements, stream);
        return;
    }
    if constexpr (std::is_floating_point_v<T>) {
        if (kind == "normal") {
            drawNormal(job, out, stream);
            return;
        }
    } else {
        if (kind == "sorted_unique") {
            drawSortedUnique(job, out, stream);
            return;
        }
        if (kind == "stride") {
            const std::int64_t step = job.integer("step");
            for (std::size_t i = 0; i < job.elements; ++i) {
                out[i] = static_cast<T>(static_cast<std::int64_t>(job.first + i) * step);
            }
            return;
        }
    }
    const double low = job.parameter("low");
    const double high = job.parameter("high");
    const bool whole = kind == "integers";
    for (std::size_t i = 0; i < job.elements; ++i) {
        out[i] =
            whole ? static_cast<T>(drawBetween<std::int64_t>(low, high, stream)) : drawBetween<T>(low, high, stream);
    }
}

/// Drawn as floats and rounded, which keeps rows sorted.
template <class T>
    requires(sizeof(T) == 2)
void drawRows(const Job& job, T* out, const T* other, std::size_t otherElements, Stream& stream)
{
    const std::size_t stretch = std::max<std::size_t>(1, kDrawnAtOnce / job.row) * job.row;
    std::vector<float> drawn(std::min(stretch, job.elements));
    const std::vector<float> others(other, other + otherElements);
    for (std::size_t begin = 0; begin < job.elements; begin += stretch) {
        const std::size_t count = std::min(stretch, job.elements - begin);
        const Job part{job.distribution, job.dims, count, job.row, job.first + begin};
        drawRows(part, drawn.data(), others.data(), otherElements, stream);
        std::transform(drawn.data(), drawn.data() + count, out + begin, [](float value) { return T(value); });
    }
}

/// How many random numbers a row takes, whatever they are.
std::uint64_t drawsPerRow(const Job& job)
{
    const std::string& kind = job.distribution.kind;
    if (kind == "normal") {
        return 1 + (job.row + 1) / 2 + (job.parameter("spike", 1) != 1 ? 1 : 0);
    }
    if (kind == "sorted") {
        return job.row - (job.parameter("sentinel") == 1 ? 1 : 0);
    }
    if (kind == "sorted_unique") {
        return (job.row + kStretch - 1) / kStretch + job.row + 1;
    }
    return kind == "stride" ? 0 : job.row * (kind == "member_of" ? 2 : 1);
}

/// Large tensors by all processors, with the numbers that one of them would draw.
template <class T>
void draw(const Job& job, void* out, const void* other, std::size_t otherElements, const Stream& stream)
{
    const std::uint64_t draws = drawsPerRow(job);
    inSlices(job.elements / job.row, piecesOf(job.elements, kWorthSlicing), [&](std::size_t from, std::size_t to) {
        const Job part{job.distribution, job.dims, (to - from) * job.row, job.row, from * job.row};
        Stream ahead = stream.after(from * draws);
        drawRows(part, static_cast<T*>(out) + part.first, static_cast<const T*>(other), otherElements, ahead);
    });
}

} // namespace

void generateInput(const Task& task, std::size_t index, const Dims& dims, const std::vector<void*>& inputs, Rng& rng)
{
    const Tensor& tensor = task.inputs[index];
    const Job job{tensor.distribution, dims, static_cast<std::size_t>(tensor.elements(dims)),
                  static_cast<std::size_t>(std::llround(tensor.shape.back().value(dims))), 0};
    const void* other = nullptr;
    std::size_t otherElements = 0;
    for (std::size_t i = 0; i < index; ++i) {
        if (task.inputs[i].name == tensor.distribution.other) {
            other = inputs[i];
            otherElements = static_cast<std::size_t>(task.inputs[i].elements(dims));
        }
    }
    const Stream stream(rng.next());
    switch (tensor.dtype) {
    case DType::Float32:
        draw<float>(job, inputs[index], other, otherElements, stream);
        break;
    case DType::Float64:
        draw<double>(job, inputs[index], other, otherElements, stream);
        break;
    case DType::Int32:
        draw<std::int32_t>(job, inputs[index], other, otherElements, stream);
        break;
    case DType::Int64:
        draw<std::int64_t>(job, inputs[index], other, otherElements, stream);
        break;
    case DType::Float16:
        draw<Float16>(job, inputs[index], other, otherElements, stream);
        break;
    case DType::BFloat16:
        draw<BFloat16>(job, inputs[index], other, otherElements, stream);
        break;
    }
}

void* InputSet::allocate(std::size_t bytes)
{
    m_buffers.push_back(m_memory.emplace_back(bytes).data());
    return m_buffers.back();
}

InputSet::InputSet(const Task& task, const Dims& dims, Rng& rng)
{
    for (const Tensor& tensor : task.inputs) {
        allocate(tensor.bytes(dims));
    }
    for (std::size_t i = 0; i < task.inputs.size(); ++i) {
        generateInput(task, i, dims, m_buffers, rng);
    }
}

InputSet::InputSet(const InputSet& other)
{
    for (std::size_t i = 0; i < other.m_memory.size(); ++i) {
        const std::size_t bytes = other.m_memory[i].size();
        std::memcpy(allocate(bytes), other.m_buffers[i], bytes);
    }
}

} // namespace espalier
