#include "core/task/taskreader.h"

#include "core/task/caserole.h"
#include "core/task/variedinputs.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kTensorsCap = 16;
constexpr std::size_t kCasesCap = 64;
constexpr std::int64_t kDimCap = std::int64_t{1} << 31;

struct Kind
{
    const char* name;
    std::vector<std::string> required;
    std::vector<std::string> optional;
};

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> kList{{"normal", {"mean", "std"}, {"row_spread", "spike"}},
                                         {"uniform", {"low", "high"}, {}},
                                         {"integers", {"low", "high"}, {}},
                                         {"stride", {"step"}, {}},
                                         {"sorted", {"low", "high"}, {"sentinel"}},
                                         {"sorted_unique", {"low", "high"}, {}},
                                         {"member_of", {"share", "low", "high"}, {}}};
    return kList;
}

Expression readExpression(ObjectReader& reader, const std::string& key, const std::vector<std::string>& dims,
                          Complaints& complaints)
{
    const std::string text = reader.formula(key);
    const Result<Expression> parsed = Expression::parse(text, dims);
    if (!parsed) {
        complaints.add(reader.keyPath(key), parsed.error().what + ": " + parsed.error().why, parsed.error().todo);
        return {};
    }
    return *parsed;
}

Distribution readDistribution(const nlohmann::json& value, const std::string& path,
                              const std::vector<std::string>& dims, Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    Distribution distribution;
    distribution.kind = reader.text("kind");
    const auto kind =
        std::find_if(kinds().begin(), kinds().end(), [&](const Kind& k) { return distribution.kind == k.name; });
    if (kind == kinds().end()) {
        complaints.add(path + ".kind", "there is no kind " + inQuotes(distribution.kind),
                       "write normal, uniform, integers, stride, sorted, sorted_unique or member_of");
        return distribution;
    }
    for (const std::string& key : kind->required) {
        distribution.parameters[key] = readExpression(reader, key, dims, complaints);
    }
    for (const std::string& key : kind->optional) {
        if (reader.has(key)) {
            distribution.parameters[key] = readExpression(reader, key, dims, complaints);
        }
    }
    if (distribution.kind == "member_of") {
        distribution.other = reader.text("other");
    }
    reader.finish();
    return distribution;
}

Tensor readTensor(const nlohmann::json& value, const std::string& path, bool input,
                  const std::vector<std::string>& dims, Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    Tensor tensor;
    tensor.name = reader.name("name");
    const std::string dtype = reader.text("dtype");
    if (const std::optional<DType> known = dtypeFromText(dtype)) {
        tensor.dtype = *known;
    } else {
        complaints.add(path + ".dtype", "there is no element type " + inQuotes(dtype),
                       "write float16, bfloat16, float32, float64, int32 or int64");
    }
    std::size_t axis = 0;
    for (const nlohmann::json& extent : reader.list("shape", 1, 8)) {
        const std::string at = "shape[" + std::to_string(axis++) + "]";
        const nlohmann::json wrapped{{at, extent}};
        ObjectReader one(wrapped, path, complaints);
        tensor.shape.push_back(readExpression(one, at, dims, complaints));
    }
    if (input) {
        tensor.distribution = readDistribution(reader.object("distribution"), path + ".distribution", dims, complaints);
    }
    reader.finish();
    return tensor;
}

Case readCase(const nlohmann::json& value, const std::string& path, const std::vector<std::string>& dims,
              Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    Case result;
    result.name = reader.text("name", 40);
    const std::string role = reader.text("role");
    if (const auto known = caseRoleFromText(role)) {
        result.role = *known;
    } else {
        complaints.add(path + ".role", "there is no role " + inQuotes(role), "write smoke, cpu, gpu or hidden");
    }
    ObjectReader sizes(reader.object("dims"), path + ".dims", complaints);
    for (const std::string& dim : dims) {
        result.dims.emplace_back(dim, sizes.integer(dim, 1, kDimCap));
    }
    sizes.finish();
    reader.finish();
    return result;
}

BaselineSpec readBaseline(const nlohmann::json& value, const std::string& path, const std::filesystem::path& folder,
                          Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    BaselineSpec baseline;
    baseline.name = reader.name("name");
    const std::string source = reader.text("source");
    if (source.find('/') != std::string::npos || !source.ends_with(".cpp")) {
        complaints.add(path + ".source", inQuotes(source) + " is no C++ file of this folder",
                       "write a file name that ends in .cpp, without a path");
    }
    baseline.source = std::filesystem::absolute(folder) / source;
    if (reader.has("link")) {
        baseline.link = reader.texts("link", 8);
    }
    for (const std::string& flag : baseline.link) {
        const bool clean = std::all_of(flag.begin(), flag.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                   c == '.' || c == '+';
        });
        if (!flag.starts_with("-l") || !clean) {
            complaints.add(path + ".link", inQuotes(flag) + " is no library", "write it as \"-lname\"");
        }
    }
    reader.finish();
    return baseline;
}

Tolerance readTolerance(const nlohmann::json& value, Complaints& complaints)
{
    ObjectReader reader(value, "tolerance", complaints);
    Tolerance tolerance;
    tolerance.rtol = reader.number("rtol", 0, 0.1);
    tolerance.scale = reader.number("scale", 0, 0.1);
    if (reader.has("reassociation")) {
        tolerance.reassociation = reader.boolean("reassociation");
    }
    if (reader.has("lower_precision")) {
        tolerance.lowerPrecision = reader.boolean("lower_precision");
    }
    reader.finish();
    return tolerance;
}

/// The names of one list of "variations"; those of the other list are complained of.
std::vector<Variation> readVariations(ObjectReader& reader, const std::string& key, bool optIn, Complaints& complaints)
{
    std::vector<Variation> variations;
    for (const std::string& name : reader.has(key) ? reader.texts(key, 10) : std::vector<std::string>()) {
        const auto variation = variationFromText(name);
        if (variation && isOptIn(*variation) == optIn) {
            variations.push_back(*variation);
        } else {
            complaints.add("variations." + key, "there is no variation " + inQuotes(name) + " to name here",
                           optIn ? "write huge, nan or infinity"
                                 : "write large, small, offsets, spikes, zeros, denormals or integers");
        }
    }
    return variations;
}

/// What the operator is defined for: all but the opt-in ones, unless the task says otherwise.
std::vector<Variation> admittedVariations(ObjectReader& task, Complaints& complaints)
{
    std::vector<Variation> with;
    std::vector<Variation> without;
    if (task.has("variations")) {
        ObjectReader reader(task.object("variations"), "variations", complaints);
        with = readVariations(reader, "with", true, complaints);
        without = readVariations(reader, "without", false, complaints);
        reader.finish();
    }
    std::vector<Variation> admitted;
    for (const Variation variation : allVariations()) {
        const auto& list = isOptIn(variation) ? with : without;
        const bool named = std::find(list.begin(), list.end(), variation) != list.end();
        if (named == isOptIn(variation)) {
            admitted.push_back(variation);
        }
    }
    return admitted;
}

template <class F>
void forEach(ObjectReader& reader, const std::string& key, std::size_t least, std::size_t most, F&& read)
{
    std::size_t i = 0;
    for (const nlohmann::json& item : reader.list(key, least, most)) {
        read(item, key + "[" + std::to_string(i++) + "]");
    }
}

} // namespace

Task readTask(const nlohmann::json& document, const std::filesystem::path& folder, Complaints& complaints)
{
    ObjectReader reader(document, "", complaints);
    Task task;
    task.folder = std::filesystem::absolute(folder);
    task.name = reader.name("name");
    task.summary = reader.text("summary");
    task.definition = reader.text("definition", 8000);
    task.dims = reader.texts("dims", 12);
    for (const std::string& dim : task.dims) {
        if (!isIdentifier(dim) || dim == "min" || dim == "max" || dim == "ceil") {
            complaints.add("dims", inQuotes(dim) + " is no name a parameter can have",
                           "write letters, digits and underscores, starting with a letter, and no C++ keyword");
        }
    }
    forEach(reader, "inputs", 1, kTensorsCap, [&](const nlohmann::json& item, const std::string& path) {
        task.inputs.push_back(readTensor(item, path, true, task.dims, complaints));
    });
    forEach(reader, "outputs", 1, kTensorsCap, [&](const nlohmann::json& item, const std::string& path) {
        task.outputs.push_back(readTensor(item, path, false, task.dims, complaints));
    });
    forEach(reader, "cases", 2, kCasesCap, [&](const nlohmann::json& item, const std::string& path) {
        task.cases.push_back(readCase(item, path, task.dims, complaints));
    });
    task.tolerance = readTolerance(reader.object("tolerance"), complaints);
    const std::vector<Variation> admitted = admittedVariations(reader, complaints);
    if (std::any_of(task.inputs.begin(), task.inputs.end(), canVary)) {
        task.variations = admitted;
    }
    task.flops = readExpression(reader, "flops", task.dims, complaints);
    task.bytes = readExpression(reader, "bytes", task.dims, complaints);
    if (reader.has("baselines")) {
        forEach(reader, "baselines", 0, 8, [&](const nlohmann::json& item, const std::string& path) {
            task.baselines.push_back(readBaseline(item, path, folder, complaints));
        });
    }
    if (reader.has("sliced")) {
        task.sliced = reader.name("sliced");
    }
    if (reader.has("licence")) {
        reader.text("licence"); // read by licenceOf(), which wants no whole task
    }
    reader.finish();
    return task;
}

} // namespace espalier
