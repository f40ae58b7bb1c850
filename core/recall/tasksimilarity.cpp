#include "core/recall/tasksimilarity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

namespace espalier {
namespace {

constexpr double kOperator = 0.4;
constexpr double kTensors = 0.3;
constexpr double kDims = 0.1;
constexpr double kSize = 0.2;
constexpr double kSameFamily = 0.6;

using Words = std::vector<std::string>;

/// Common entries / all entries of two lists that may hold one several times (Jaccard index of multisets).
std::pair<std::size_t, std::size_t> shared(Words one, Words other)
{
    std::ranges::sort(one);
    std::ranges::sort(other);
    Words common;
    std::ranges::set_intersection(one, other, std::back_inserter(common));
    return {common.size(), one.size() + other.size() - common.size()};
}

double quotient(std::pair<std::size_t, std::size_t> share)
{
    return share.second == 0 ? 1 : static_cast<double>(share.first) / static_cast<double>(share.second);
}

Words wordsOf(std::string_view name)
{
    Words words;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find_first_of("_0123456789"), name.size());
        if (end > 0) {
            words.emplace_back(name.substr(0, end));
        }
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return words;
}

/// Operators that are written alike, by parts of their names; empty when it belongs to none.
std::string familyOf(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kParts{{{"softmax", "softmax"},
                                                                                           {"entropy", "softmax"},
                                                                                           {"norm", "normalisation"},
                                                                                           {"conv", "convolution"},
                                                                                           {"matmul", "matrix product"},
                                                                                           {"gemm", "matrix product"},
                                                                                           {"bmm", "matrix product"},
                                                                                           {"ofm", "matrix product"},
                                                                                           {"ffn", "matrix product"},
                                                                                           {"cumsum", "prefix sum"},
                                                                                           {"scan", "prefix sum"},
                                                                                           {"bucket", "table search"},
                                                                                           {"mbdt", "table search"},
                                                                                           {"map_id", "table search"}}};
    const auto found =
        std::ranges::find_if(kParts, [&](const auto& part) { return name.find(part.first) != std::string_view::npos; });
    return found == kParts.end() ? std::string() : std::string(found->second);
}

Words tensorsOf(const Task& task)
{
    Words words;
    const auto add = [&](const char* role, const std::vector<Tensor>& tensors) {
        for (const Tensor& tensor : tensors) {
            words.push_back(role + std::string(toText(tensor.dtype)) + " of rank " +
                            std::to_string(tensor.shape.size()));
        }
    };
    add("input ", task.inputs);
    add("output ", task.outputs);
    return words;
}

/// Bytes of the largest case that is timed; 0 when there is none.
double sizeOf(const Task& task)
{
    double most = 0;
    for (const Case& one : task.cases) {
        if (one.role == CaseRole::Cpu || one.role == CaseRole::Gpu) {
            const double bytes = task.bytes.value(one.dims);
            most = std::isfinite(bytes) ? std::max(most, bytes) : most;
        }
    }
    return most;
}

double sharedOperator(const Task& one, const Task& other, Words& reasons)
{
    if (one.name == other.name) {
        reasons.emplace_back("the same operator");
        return 1;
    }
    const std::string family = familyOf(one.name);
    if (!family.empty() && family == familyOf(other.name)) {
        reasons.push_back("of one family (" + family + ")");
        return kSameFamily;
    }
    return kSameFamily * quotient(shared(wordsOf(one.name), wordsOf(other.name)));
}

double sharedSize(const Task& one, const Task& other, Words& reasons)
{
    const double mine = sizeOf(one);
    const double theirs = sizeOf(other);
    if (mine <= 0 || theirs <= 0) {
        return mine == theirs ? 1 : 0;
    }
    const double tens = std::abs(std::log10(mine / theirs));
    if (tens < 0.5) {
        reasons.emplace_back("of about the same size");
    }
    return 1 / (1 + tens);
}

} // namespace

Similarity similarity(const Task& one, const Task& other)
{
    Similarity result;
    result.value = kOperator * sharedOperator(one, other, result.reasons);
    const auto tensors = shared(tensorsOf(one), tensorsOf(other));
    if (tensors.first > 0) {
        result.reasons.push_back(std::to_string(tensors.first) + " of " + std::to_string(tensors.second) +
                                 " tensors alike");
    }
    result.value += kTensors * quotient(tensors) + kDims * quotient(shared(one.dims, other.dims)) +
                    kSize * sharedSize(one, other, result.reasons);
    return result;
}

} // namespace espalier
