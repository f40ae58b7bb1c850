#include "core/task/taskrules.h"

#include "core/task/caserole.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace espalier {
namespace {

constexpr double kTensorBytesCap = 16.0 * 1024 * 1024 * 1024;
constexpr double kExactIntegers = 9007199254740992.0; // 2^53: parameters are evaluated in double

std::string shown(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%g", value);
    return buffer;
}

void checkNames(const Task& task, Complaints& complaints)
{
    std::set<std::string> taken{task.name};
    const auto take = [&](const std::string& name, const std::string& key) {
        if (!taken.insert(name).second) {
            complaints.add(key, "the name " + inQuotes(name) + " is used twice",
                           "give the task, its inputs, outputs and dims different names");
        }
    };
    for (const Tensor& input : task.inputs) {
        take(input.name, "inputs");
    }
    for (const Tensor& output : task.outputs) {
        take(output.name, "outputs");
    }
    for (const std::string& dim : task.dims) {
        take(dim, "dims");
    }
    std::set<std::string> cases;
    for (const Case& c : task.cases) {
        if (!cases.insert(c.name).second) {
            complaints.add("cases", "two cases are called " + inQuotes(c.name), "rename one");
        }
    }
    std::set<std::string> baselines{"plain", "compiled"};
    for (const BaselineSpec& baseline : task.baselines) {
        if (!baselines.insert(baseline.name).second) {
            complaints.add("baselines",
                           "the name " + inQuotes(baseline.name) + " is used twice or reserved (plain, compiled)",
                           "rename it");
        }
    }
}

void checkShape(const Tensor& tensor, const std::string& key, const Case& c, Complaints& complaints)
{
    double elements = 1;
    for (const Expression& extent : tensor.shape) {
        const double value = extent.value(c.dims);
        if (!(value >= 1) || value != std::floor(value)) {
            complaints.add(key + ".shape",
                           inQuotes(extent.text()) + " is " + shown(value) + " in case " + inQuotes(c.name),
                           "make every extent a whole number of at least 1");
            return;
        }
        elements *= value;
    }
    if (!(elements * static_cast<double>(sizeOf(tensor.dtype)) <= kTensorBytesCap)) {
        complaints.add(key + ".shape", "it takes more than 16 GiB in case " + inQuotes(c.name),
                       "make the case smaller");
    }
}

/// The parameter's value in a case, or NaN where the kind has none.
double parameter(const Distribution& distribution, const char* name, const Dims& dims)
{
    const auto found = distribution.parameters.find(name);
    return found == distribution.parameters.end() ? std::nan("") : found->second.value(dims);
}

/// What is wrong with the distribution in one case, or an empty text.
std::string distributionFault(const Tensor& tensor, const Dims& dims)
{
    const Distribution& d = tensor.distribution;
    for (const auto& [name, expression] : d.parameters) {
        const double value = expression.value(dims);
        if (!std::isfinite(value) || std::abs(value) > kExactIntegers) {
            return name + " is " + shown(value);
        }
        const bool whole =
            d.kind == "stride" || d.kind == "integers" || d.kind == "sorted_unique" || !isFloat(tensor.dtype);
        if (whole && name != "share" && value != std::floor(value)) {
            return name + " is " + shown(value) + ", which is no whole number";
        }
        if (isHalf(tensor.dtype) && std::abs(value) > rangeOf(tensor.dtype).largest) {
            return name + " is " + shown(value) + ", which " + std::string(toText(tensor.dtype)) + " cannot hold";
        }
        if (tensor.dtype == DType::Int32 && std::abs(value) > 2147483647.0) {
            return name + " is " + shown(value) + ", which int32 cannot hold";
        }
    }
    if (parameter(d, "low", dims) > parameter(d, "high", dims)) {
        return "low is above high";
    }
    for (const char* name : {"std", "row_spread", "spike"}) {
        if (parameter(d, name, dims) < 0) {
            return std::string(name) + " is negative";
        }
    }
    const double share = parameter(d, "share", dims);
    if (share < 0 || share > 1) {
        return "share is " + shown(share) + ", not from 0 to 1";
    }
    const double sentinel = parameter(d, "sentinel", dims);
    if (sentinel == 1 && !isFloat(tensor.dtype)) {
        return "integers have no infinity to end a row with";
    }
    if (!std::isnan(sentinel) && sentinel != 0 && sentinel != 1) {
        return "sentinel is neither 0 nor 1";
    }
    const double values = parameter(d, "high", dims) - parameter(d, "low", dims) + 1;
    if (d.kind == "sorted_unique" && values < tensor.shape.back().value(dims)) {
        return "there are fewer integers from low to high than elements in a row";
    }
    return {};
}

void checkDistribution(const Task& task, std::size_t index, Complaints& complaints)
{
    const Tensor& tensor = task.inputs[index];
    const std::string key = "inputs[" + std::to_string(index) + "].distribution";
    const std::string& kind = tensor.distribution.kind;
    if ((kind == "normal" || kind == "uniform") && !isFloat(tensor.dtype)) {
        complaints.add(key, kind + " draws fractions, and " + tensor.name + " holds integers",
                       "write integers, or a float dtype");
    }
    if ((kind == "stride" || kind == "sorted_unique") && isFloat(tensor.dtype)) {
        complaints.add(key, kind + " draws integers, and " + tensor.name + " holds floats",
                       "write int32 or int64 as its dtype");
    }
    if (kind == "member_of") {
        bool found = false;
        for (std::size_t i = 0; i < index; ++i) {
            found = found || (task.inputs[i].name == tensor.distribution.other && task.inputs[i].dtype == tensor.dtype);
        }
        if (!found) {
            complaints.add(key + ".other",
                           "no earlier input of the same dtype is called " + inQuotes(tensor.distribution.other),
                           "name one that stands before " + tensor.name);
        }
    }
    for (const Case& c : task.cases) {
        if (const std::string fault = distributionFault(tensor, c.dims); !fault.empty()) {
            complaints.add(key, fault + " in case " + inQuotes(c.name), "change the expression or the case");
        }
    }
}

/// The extent's value in a case with one dim set to another value.
double extentWith(const Expression& extent, Dims dims, const std::string& dim, std::int64_t value)
{
    for (auto& [name, size] : dims) {
        size = name == dim ? value : size;
    }
    return extent.value(dims);
}

/// Whether a tensor is cut along `dim`: its first extent is it, no other hangs on it. Nothing where it is neither cut
/// nor left whole.
std::optional<bool> isCut(const Tensor& tensor, const std::string& dim, const Dims& dims)
{
    std::size_t hanging = 0;
    for (const Expression& extent : tensor.shape) {
        hanging += extentWith(extent, dims, dim, 1) != extentWith(extent, dims, dim, 1009) ? 1 : 0;
    }
    if (hanging == 0) {
        return false;
    }
    const Expression& first = tensor.shape.front();
    const bool along = extentWith(first, dims, dim, 1) == 1 && extentWith(first, dims, dim, 1009) == 1009;
    return hanging == 1 && along ? std::optional(true) : std::nullopt;
}

void checkSlices(const Task& task, Complaints& complaints)
{
    if (task.sliced.empty()) {
        return;
    }
    if (std::ranges::find(task.dims, task.sliced) == task.dims.end()) {
        complaints.add("sliced", inQuotes(task.sliced) + " is none of the dims", "name one, or leave the key out");
        return;
    }
    const auto complain = [&](const Tensor& tensor) {
        complaints.add("sliced", tensor.name + " cannot be cut along " + inQuotes(task.sliced),
                       "name a dim that is the first extent of every output, and of an input the first or none");
    };
    for (const Tensor& input : task.inputs) {
        if (!isCut(input, task.sliced, task.cases.front().dims)) {
            complain(input);
        }
    }
    for (const Tensor& output : task.outputs) {
        if (!isCut(output, task.sliced, task.cases.front().dims).value_or(false)) {
            complain(output);
        }
    }
}

void checkFiles(const Task& task, Complaints& complaints)
{
    std::error_code ignored;
    const std::filesystem::path seed = task.needsGpu() ? task.cudaSeedFile() : task.seedFile();
    for (const auto& file : {task.referenceFile(), seed}) {
        if (!std::filesystem::is_regular_file(file, ignored)) {
            complaints.add("", "there is no " + file.filename().string() + " beside it",
                           file == seed ? "write a plain, correct kernel " + task.name + " there"
                                        : "write void " + task.name + "_reference(…) in double precision there");
        }
    }
    for (std::size_t i = 0; i < task.baselines.size(); ++i) {
        if (!std::filesystem::is_regular_file(task.baselines[i].source, ignored)) {
            complaints.add("baselines[" + std::to_string(i) + "].source",
                           "there is no " + task.baselines[i].source.filename().string() + " in the folder",
                           "add the file");
        }
    }
}

} // namespace

void checkTaskParts(const Task& task, Complaints& complaints)
{
    checkNames(task, complaints);
    for (const CaseRole role : {CaseRole::Smoke, task.needsGpu() ? CaseRole::Gpu : CaseRole::Cpu}) {
        if (task.casesOf(role).empty()) {
            complaints.add("cases", "no case has the role " + std::string(toText(role)),
                           role == CaseRole::Smoke ? "add a tiny one that is checked first"
                                                   : "add one that is worth timing");
        }
    }
    for (const Case& c : task.cases) {
        for (std::size_t i = 0; i < task.inputs.size(); ++i) {
            checkShape(task.inputs[i], "inputs[" + std::to_string(i) + "]", c, complaints);
        }
        for (std::size_t i = 0; i < task.outputs.size(); ++i) {
            checkShape(task.outputs[i], "outputs[" + std::to_string(i) + "]", c, complaints);
        }
        for (const auto& [key, expression] : {std::pair("flops", &task.flops), std::pair("bytes", &task.bytes)}) {
            const double value = expression->value(c.dims);
            if (!std::isfinite(value) || !(value > 0)) {
                complaints.add(key,
                               inQuotes(expression->text()) + " is " + shown(value) + " in case " + inQuotes(c.name),
                               "write an expression over the dims that is positive in every case");
            }
        }
    }
    for (std::size_t i = 0; complaints.empty() && i < task.inputs.size(); ++i) {
        checkDistribution(task, i, complaints);
    }
    if (complaints.empty()) {
        checkSlices(task, complaints);
    }
    checkFiles(task, complaints);
}

} // namespace espalier
