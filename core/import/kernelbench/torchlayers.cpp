#include "core/import/kernelbench/torchlayers.h"

#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

using Named = std::map<std::string, OperatorItem>;
using ValueKind = PythonValue::Kind;

/// What a module is made in.
struct Making
{
    const std::string& attribute;
    OperatorGraph& graph;
    SizeNames& names;
    int line;
};

Error notUnderstood(const std::string& name, const Making& making)
{
    return atLine(making.line, "the arguments of " + shortened(name) + " are not understood");
}

/// A whole number from 1; `count` of them where they are a list, or the one so many times.
std::vector<PythonValue> wholesOf(const Named& named, const std::string& name, std::size_t count)
{
    const auto found = named.find(name);
    if (found == named.end()) {
        return {};
    }
    const PythonValue& value = found->second.value;
    std::vector<PythonValue> list = value.kind == ValueKind::Tuple ? value.items : std::vector<PythonValue>{value};
    if (list.size() == 1) {
        list.resize(count, PythonValue(list.front()));
    }
    const bool good = list.size() == count && std::all_of(list.begin(), list.end(), [](const PythonValue& one) {
                          return one.kind == ValueKind::Whole && one.whole >= 1 && one.whole <= (std::int64_t{1} << 31);
                      });
    return good ? list : std::vector<PythonValue>();
}

/// Whether a truth is as said; nothing where it is something else.
std::optional<bool> truthOf(const Named& named, const std::string& name, bool otherwise)
{
    const auto found = named.find(name);
    if (found == named.end()) {
        return otherwise;
    }
    const PythonValue& value = found->second.value;
    return value.kind == ValueKind::Truth ? std::optional(value.whole != 0) : std::nullopt;
}

OperatorItem truthItem()
{
    PythonValue value;
    value.kind = ValueKind::Truth;
    value.whole = 1;
    return valueItem(value);
}

/// As layers are initialised, with four digits.
double deviationFor(double inputs)
{
    return std::max(std::round(1e4 / std::sqrt(inputs)) / 1e4, 1e-4);
}

bool padsWithZeros(const Named& named)
{
    const auto mode = named.find("padding_mode");
    return mode == named.end() || (mode->second.value.kind == ValueKind::Text && mode->second.value.text == "zeros");
}

/// nn.ConvNd and nn.ConvTransposeNd. What moves the window goes on to the function by name.
Result<OperatorItem> makeConvolution(const std::string& name, std::size_t axes, bool transposed,
                                     const Arguments& arguments, const Making& making)
{
    const std::vector<std::string> order =
        transposed
            ? std::vector<std::string>{"in_channels",    "out_channels", "kernel_size", "stride",   "padding",
                                       "output_padding", "groups",       "bias",        "dilation", "padding_mode"}
            : std::vector<std::string>{"in_channels", "out_channels", "kernel_size", "stride",      "padding",
                                       "dilation",    "groups",       "bias",        "padding_mode"};
    const auto named = argumentsByName(arguments, order);
    const auto in = named ? wholesOf(*named, "in_channels", 1) : std::vector<PythonValue>();
    const auto out = named ? wholesOf(*named, "out_channels", 1) : std::vector<PythonValue>();
    const auto kernel = named ? wholesOf(*named, "kernel_size", axes) : std::vector<PythonValue>();
    const auto groups = named && named->contains("groups") ? wholesOf(*named, "groups", 1) : std::vector{PythonValue()};
    const auto bias = named ? truthOf(*named, "bias", true) : std::nullopt;
    if (in.empty() || out.empty() || kernel.empty() || groups.empty() || !bias || !padsWithZeros(*named)) {
        return notUnderstood(name, making);
    }
    const bool grouped = groups.front().kind == ValueKind::Whole;
    const Extent channels = making.names.extent(in.front());
    const Extent outputs = making.names.extent(out.front());
    const bool each = grouped && groups.front().whole > 1 && groups.front().whole == in.front().whole &&
                      groups.front().constant == in.front().constant;
    const Extent parts = each ? channels : fixedExtent(grouped ? groups.front().whole : 1);
    if (channels.value % parts.value != 0 || outputs.value % parts.value != 0) {
        return notUnderstood(name, making);
    }
    TensorShape shape{channels, partOf(outputs, parts)};
    if (!transposed) {
        shape = {outputs, partOf(channels, parts)};
    }
    auto inputs = static_cast<double>(channels.value / parts.value);
    for (const PythonValue& places : kernel) {
        shape.push_back(fixedExtent(places.whole));
        inputs *= static_cast<double>(places.whole);
    }
    Arguments following;
    following.named["weight"] =
        tensorItem(parameter(making.graph, making.names, making.attribute + "_weight", shape, 0, deviationFor(inputs)));
    if (*bias) {
        following.named["bias"] =
            tensorItem(parameter(making.graph, making.names, making.attribute + "_bias", {outputs}, 0, 0.5));
    }
    for (const char* passed : {"kernel_size", "stride", "padding", "output_padding", "dilation", "groups"}) {
        if (const auto found = named->find(passed); found != named->end()) {
            following.named[passed] = found->second;
        }
    }
    if (each) {
        following.named.erase("groups");
        following.named["depthwise"] = truthItem();
    }
    return moduleItem(transposed ? "conv_transpose_of" : "conv_of", std::move(following));
}

void addScale(Arguments& following, const PythonValue& channels, const Making& making)
{
    const Extent extent = making.names.extent(channels);
    following.named["weight"] =
        tensorItem(parameter(making.graph, making.names, making.attribute + "_weight", {extent}, 1, 0.3));
    following.named["bias"] =
        tensorItem(parameter(making.graph, making.names, making.attribute + "_bias", {extent}, 0, 0.5));
}

/// nn.GroupNorm(num_groups, num_channels, eps=1e-5, affine=True)
Result<OperatorItem> makeGroupNorm(const std::string& name, const Arguments& arguments, const Making& making)
{
    const auto named = argumentsByName(arguments, {"num_groups", "num_channels", "eps", "affine"});
    const auto channels = named ? wholesOf(*named, "num_channels", 1) : std::vector<PythonValue>();
    const auto affine = named ? truthOf(*named, "affine", true) : std::nullopt;
    if (channels.empty() || !affine) {
        return notUnderstood(name, making);
    }
    Arguments following;
    if (*affine) {
        addScale(following, channels.front(), making);
    }
    for (const char* passed : {"num_groups", "eps"}) {
        if (const auto found = named->find(passed); found != named->end()) {
            following.named[passed] = found->second;
        }
    }
    return moduleItem("group_norm_of", std::move(following));
}

/// What InstanceNormNd and BatchNormNd are made with.
struct ChannelNorm
{
    Arguments following;
    bool keepsStatistics = false;
};

/// Of (num_features, eps=1e-5, momentum=0.1, affine, track_running_stats), the last two alike by default. The momentum
/// tells of statistics that are kept for later, not of what comes out now. Nothing where they are not understood.
std::optional<ChannelNorm> channelNorm(const Arguments& arguments, bool byDefault, const Making& making)
{
    const auto named = argumentsByName(arguments, {"num_features", "eps", "momentum", "affine", "track_running_stats"});
    const auto channels = named ? wholesOf(*named, "num_features", 1) : std::vector<PythonValue>();
    const auto affine = named ? truthOf(*named, "affine", byDefault) : std::nullopt;
    const auto keeps = named ? truthOf(*named, "track_running_stats", byDefault) : std::nullopt;
    if (channels.empty() || !affine || !keeps) {
        return std::nullopt;
    }
    ChannelNorm norm;
    norm.keepsStatistics = *keeps;
    if (*affine) {
        addScale(norm.following, channels.front(), making);
    }
    if (const auto eps = named->find("eps"); eps != named->end()) {
        norm.following.named["eps"] = eps->second;
    }
    return norm;
}

/// nn.InstanceNormNd, which is the same in every mode as long as it keeps no statistics.
Result<OperatorItem> makeInstanceNorm(const std::string& name, std::size_t axes, const Arguments& arguments,
                                      const Making& making)
{
    auto norm = channelNorm(arguments, false, making);
    if (!norm || norm->keepsStatistics) {
        return notUnderstood(name, making);
    }
    return moduleItem("instance_norm" + std::to_string(axes) + "d_of", std::move(norm->following));
}

/// nn.BatchNormNd, in training until eval() is called.
Result<OperatorItem> makeBatchNorm(const std::string& name, std::size_t axes, const Arguments& arguments,
                                   const Making& making)
{
    auto norm = channelNorm(arguments, true, making);
    if (!norm) {
        return notUnderstood(name, making);
    }
    norm->following.named[kTraining] = truthItem();
    if (norm->keepsStatistics) {
        norm->following.named["track_running_stats"] = truthItem();
    }
    return moduleItem("batch_norm" + std::to_string(axes) + "d_of", std::move(norm->following));
}

/// nn.Embedding(num_embeddings, embedding_dim, padding_idx=None). The row of padding is one as any other but for what
/// changes it in training; norms that are cut would change the table.
Result<OperatorItem> makeEmbedding(const std::string& name, const Arguments& arguments, const Making& making)
{
    const auto named = argumentsByName(arguments, {"num_embeddings", "embedding_dim", "padding_idx"});
    const auto rows = named ? wholesOf(*named, "num_embeddings", 1) : std::vector<PythonValue>();
    const auto width = named ? wholesOf(*named, "embedding_dim", 1) : std::vector<PythonValue>();
    if (rows.empty() || width.empty()) {
        return notUnderstood(name, making);
    }
    const TensorShape shape{making.names.extent(rows.front()), making.names.extent(width.front())};
    Arguments following;
    following.named["weight"] =
        tensorItem(parameter(making.graph, making.names, making.attribute + "_weight", shape, 0, 1));
    return moduleItem("embedding", std::move(following));
}

/// 2 of "Conv2d" where the rest is `prefix`; 0 for anything else.
std::size_t axesOf(const std::string& name, const std::string& prefix)
{
    const bool fits = name.size() == prefix.size() + 2 && name.starts_with(prefix) && name.back() == 'd';
    const char digit = fits ? name[prefix.size()] : '0';
    return digit >= '1' && digit <= '3' ? static_cast<std::size_t>(digit - '0') : 0;
}

} // namespace

OperatorItem tensorItem(NodeId node)
{
    OperatorItem item;
    item.kind = OperatorItem::Kind::Tensor;
    item.node = node;
    return item;
}

OperatorItem valueItem(PythonValue value)
{
    OperatorItem item;
    item.value = std::move(value);
    return item;
}

OperatorItem moduleItem(const std::string& function, Arguments arguments)
{
    OperatorItem item;
    item.kind = OperatorItem::Kind::Module;
    item.function = function;
    item.arguments = std::make_shared<Arguments>(std::move(arguments));
    return item;
}

std::optional<std::map<std::string, OperatorItem>> argumentsByName(const Arguments& arguments,
                                                                   const std::vector<std::string>& order)
{
    std::map<std::string, OperatorItem> named = arguments.named;
    if (arguments.positional.size() > order.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < arguments.positional.size(); ++i) {
        if (!named.emplace(order[i], arguments.positional[i]).second) {
            return std::nullopt;
        }
    }
    const bool known = std::all_of(named.begin(), named.end(), [&](const auto& entry) {
        return std::find(order.begin(), order.end(), entry.first) != order.end() &&
               entry.second.kind == OperatorItem::Kind::Value;
    });
    return known ? std::optional(named) : std::nullopt;
}

std::optional<std::vector<PythonValue>> sizes(const Arguments& arguments, std::size_t index, const char* name)
{
    const auto named = arguments.named.find(name);
    const OperatorItem* item = index < arguments.positional.size() ? &arguments.positional[index]
                               : named != arguments.named.end()    ? &named->second
                                                                   : nullptr;
    if (!item || item->kind != OperatorItem::Kind::Value) {
        return std::nullopt;
    }
    const std::vector<PythonValue> list =
        item->value.kind == PythonValue::Kind::Tuple ? item->value.items : std::vector<PythonValue>{item->value};
    const bool good = !list.empty() && list.size() <= 8 && std::all_of(list.begin(), list.end(), [](const auto& size) {
        return size.kind == PythonValue::Kind::Whole && size.whole >= 1 && size.whole <= (std::int64_t{1} << 31);
    });
    return good ? std::optional(list) : std::nullopt;
}

NodeId parameter(OperatorGraph& graph, SizeNames& names, const std::string& wanted, TensorShape shape, double mean,
                 double deviation)
{
    GraphInput input;
    input.name = names.claim(wanted);
    input.shape = std::move(shape);
    input.mean = mean;
    input.deviation = deviation;
    input.parameter = true;
    return graph.input(std::move(input));
}

std::optional<Result<OperatorItem>> makeTorchLayer(const std::string& name, const std::string& attribute,
                                                   const Arguments& arguments, OperatorGraph& graph, SizeNames& names,
                                                   int line)
{
    const Making making{attribute, graph, names, line};
    if (const std::size_t axes = axesOf(name, "Conv")) {
        return makeConvolution(name, axes, false, arguments, making);
    }
    if (const std::size_t axes = axesOf(name, "ConvTranspose")) {
        return makeConvolution(name, axes, true, arguments, making);
    }
    if (name == "GroupNorm") {
        return makeGroupNorm(name, arguments, making);
    }
    if (const std::size_t axes = axesOf(name, "InstanceNorm")) {
        return makeInstanceNorm(name, axes, arguments, making);
    }
    if (const std::size_t axes = axesOf(name, "BatchNorm")) {
        return makeBatchNorm(name, axes, arguments, making);
    }
    if (name == "Embedding") {
        return makeEmbedding(name, arguments, making);
    }
    return std::nullopt;
}

} // namespace espalier
