#include "core/import/kernelbench/torchmodules.h"

#include "core/import/kernelbench/torchlayers.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

constexpr std::pair<const char*, const char*> kModules[] = {{"ReLU", "relu"},
                                                            {"ReLU6", "relu6"},
                                                            {"LeakyReLU", "leaky_relu"},
                                                            {"ELU", "elu"},
                                                            {"SELU", "selu"},
                                                            {"GELU", "gelu"},
                                                            {"Sigmoid", "sigmoid"},
                                                            {"LogSigmoid", "logsigmoid"},
                                                            {"SiLU", "silu"},
                                                            {"Mish", "mish"},
                                                            {"Softplus", "softplus"},
                                                            {"Softsign", "softsign"},
                                                            {"Hardtanh", "hardtanh"},
                                                            {"Hardswish", "hardswish"},
                                                            {"Tanh", "tanh"},
                                                            {"Hardsigmoid", "hardsigmoid"},
                                                            {"Softmax", "softmax"},
                                                            {"LogSoftmax", "log_softmax"},
                                                            {"MaxPool1d", "max_pool1d"},
                                                            {"MaxPool2d", "max_pool2d"},
                                                            {"MaxPool3d", "max_pool3d"},
                                                            {"AvgPool1d", "avg_pool1d"},
                                                            {"AvgPool2d", "avg_pool2d"},
                                                            {"AvgPool3d", "avg_pool3d"},
                                                            {"AdaptiveAvgPool1d", "adaptive_avg_pool1d"},
                                                            {"AdaptiveAvgPool2d", "adaptive_avg_pool2d"},
                                                            {"AdaptiveAvgPool3d", "adaptive_avg_pool3d"},
                                                            {"AdaptiveMaxPool1d", "adaptive_max_pool1d"},
                                                            {"AdaptiveMaxPool2d", "adaptive_max_pool2d"},
                                                            {"AdaptiveMaxPool3d", "adaptive_max_pool3d"}};

/// Those whose answer depends on the mode a model is in, or on chance.
constexpr std::array<std::string_view, 6> kTrained{"Dropout",   "Dropout1d", "Dropout2d",
                                                   "Dropout3d", "RReLU",     "AlphaDropout"};

/// nn.Linear(in_features, out_features, bias=True)
Result<OperatorItem> makeLinear(const std::string& attribute, const Arguments& arguments, OperatorGraph& graph,
                                SizeNames& names, int line)
{
    const auto in = sizes(arguments, 0, "in_features");
    const auto out = sizes(arguments, 1, "out_features");
    const auto bias = arguments.named.find("bias");
    const std::size_t named = static_cast<std::size_t>(
        arguments.named.count("in_features") + arguments.named.count("out_features") + arguments.named.count("bias"));
    const bool biasRead = bias == arguments.named.end() || (bias->second.kind == OperatorItem::Kind::Value &&
                                                            bias->second.value.kind == PythonValue::Kind::Truth);
    if (!in || !out || in->size() != 1 || out->size() != 1 || named != arguments.named.size() || !biasRead ||
        arguments.positional.size() > 2) {
        return atLine(line, "the arguments of Linear are not understood");
    }
    const Extent columns = names.extent(in->front());
    const Extent rows = names.extent(out->front());
    const double deviation = std::round(1e4 / std::sqrt(static_cast<double>(columns.value))) / 1e4;
    Arguments following;
    following.named["weight"] =
        tensorItem(parameter(graph, names, attribute + "_weight", {rows, columns}, 0, std::max(deviation, 1e-4)));
    if (bias == arguments.named.end() || bias->second.value.whole != 0) {
        following.named["bias"] = tensorItem(parameter(graph, names, attribute + "_bias", {rows}, 0, 0.5));
    }
    return moduleItem("linear", std::move(following));
}

/// nn.LayerNorm(normalized_shape, eps=1e-5)
Result<OperatorItem> makeLayerNorm(const std::string& attribute, const Arguments& arguments, OperatorGraph& graph,
                                   SizeNames& names, int line)
{
    const auto shape = sizes(arguments, 0, "normalized_shape");
    const auto eps = arguments.named.find("eps");
    const std::size_t named =
        static_cast<std::size_t>(arguments.named.count("normalized_shape") + arguments.named.count("eps"));
    if (!shape || named != arguments.named.size() || arguments.positional.size() > 1) {
        return atLine(line, "the arguments of LayerNorm are not understood");
    }
    const TensorShape extents = names.shape(*shape);
    Arguments following;
    following.named["weight"] = tensorItem(parameter(graph, names, attribute + "_weight", extents, 1, 0.3));
    following.named["bias"] = tensorItem(parameter(graph, names, attribute + "_bias", extents, 0, 0.5));
    if (eps != arguments.named.end()) {
        following.named["eps"] = valueItem(eps->second.value);
    }
    return moduleItem("layer_norm_of", std::move(following));
}

/// nn.Flatten begins behind the batch, torch.flatten with it.
OperatorItem flattenModule(Arguments arguments)
{
    if (arguments.positional.empty() && !arguments.named.contains("start_dim")) {
        PythonValue one;
        one.kind = PythonValue::Kind::Whole;
        one.whole = 1;
        arguments.named["start_dim"] = valueItem(one);
    }
    arguments.positional.insert(arguments.positional.begin(), OperatorItem());
    return moduleItem("flatten", std::move(arguments));
}

std::string behind(const std::string& dotted, std::initializer_list<std::string_view> prefixes)
{
    for (const std::string_view prefix : prefixes) {
        if (dotted.starts_with(prefix) && dotted.find('.', prefix.size()) == std::string::npos) {
            return dotted.substr(prefix.size());
        }
    }
    return {};
}

} // namespace

Result<OperatorItem> makeTorchModule(const std::string& name, const std::string& attribute, Arguments& arguments,
                                     OperatorGraph& graph, SizeNames& names, int line)
{
    if (std::find(kTrained.begin(), kTrained.end(), name) != kTrained.end()) {
        Error error = atLine(line, "nn." + name +
                                       " behaves by the model's mode or by chance, and KernelBench runs it "
                                       "in training mode");
        error.kind = ErrorKind::Answer;
        return error;
    }
    if (name == "Linear") {
        return makeLinear(attribute, arguments, graph, names, line);
    }
    if (name == "LayerNorm") {
        return makeLayerNorm(attribute, arguments, graph, names, line);
    }
    if (auto layer = makeTorchLayer(name, attribute, arguments, graph, names, line)) {
        return *std::move(layer);
    }
    if (auto loss = makeTorchLoss(name, arguments, line)) {
        return *std::move(loss);
    }
    if (name == "Flatten") {
        return flattenModule(std::move(arguments));
    }
    if (name == "Sequential" && arguments.named.empty()) {
        return moduleItem("sequential", std::move(arguments));
    }
    if (name == "Identity" && arguments.named.empty() && arguments.positional.empty()) {
        return moduleItem("sequential", Arguments());
    }
    const auto found =
        std::find_if(std::begin(kModules), std::end(kModules), [&](const auto& entry) { return name == entry.first; });
    if (found == std::end(kModules)) {
        return atLine(line, "nn." + shortened(name) + " is not known here");
    }
    // The function takes its tensor first.
    arguments.positional.insert(arguments.positional.begin(), OperatorItem());
    return moduleItem(found->second, std::move(arguments));
}

std::string torchFunctionName(const std::string& dotted)
{
    return behind(dotted, {"torch.nn.functional.", "nn.functional.", "F.", "torch."});
}

std::string torchModuleName(const std::string& dotted)
{
    return behind(dotted, {"torch.nn.", "nn."});
}

} // namespace espalier
