#include "core/opencl/deviceprogram.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMagic = "espalier device program 1\n";

Json toJson(const std::vector<Tensor>& tensors)
{
    Json list = Json::array();
    for (const Tensor& tensor : tensors) {
        Json shape = Json::array();
        for (const Expression& extent : tensor.shape) {
            shape.push_back(extent.text());
        }
        list.push_back({{"name", tensor.name}, {"dtype", std::string(toText(tensor.dtype))}, {"shape", shape}});
    }
    return list;
}

bool readTexts(const Json& from, std::vector<std::string>& to)
{
    for (const Json& item : from) {
        if (!item.is_string()) {
            return false;
        }
        to.push_back(item.get<std::string>());
    }
    return from.is_array() && to.size() <= 64;
}

bool readTensors(const Json& from, const std::vector<std::string>& dims, std::vector<Tensor>& to)
{
    for (const Json& item : from) {
        Tensor tensor;
        std::vector<std::string> shape;
        if (!item.is_object() || !item.contains("name") || !item["name"].is_string() || !item.contains("dtype") ||
            !item["dtype"].is_string() || !item.contains("shape") || !readTexts(item["shape"], shape)) {
            return false;
        }
        tensor.name = item["name"].get<std::string>();
        const auto dtype = dtypeFromText(item["dtype"].get<std::string>());
        for (const std::string& text : shape) {
            const auto extent = Expression::parse(text, dims);
            if (!extent) {
                return false;
            }
            tensor.shape.push_back(*extent);
        }
        if (!dtype) {
            return false;
        }
        tensor.dtype = *dtype;
        to.push_back(std::move(tensor));
    }
    return from.is_array() && to.size() <= 16;
}

Error unreadable()
{
    return {ErrorKind::Machine, "the compiled program cannot be read", "it is not what the toolchain writes",
            "install Espalier anew, so that all its programs are of one version"};
}

} // namespace

Json toJson(const KernelSignature& signature)
{
    return {{"dims", signature.dims}, {"inputs", toJson(signature.inputs)}, {"outputs", toJson(signature.outputs)}};
}

std::optional<KernelSignature> signatureFromJson(const Json& json)
{
    KernelSignature signature;
    if (!json.is_object() || !json.contains("dims") || !json.contains("inputs") || !json.contains("outputs") ||
        !readTexts(json["dims"], signature.dims) || !readTensors(json["inputs"], signature.dims, signature.inputs) ||
        !readTensors(json["outputs"], signature.dims, signature.outputs)) {
        return std::nullopt;
    }
    return signature;
}

std::string DeviceProgram::toBytes() const
{
    const Json header{{"signature", toJson(signature)}, {"head", head}};
    const std::string text = header.dump(-1, ' ', true, Json::error_handler_t::replace);
    return std::string(kMagic) + text + "\n" + binary;
}

Result<DeviceProgram> DeviceProgram::fromBytes(std::string_view bytes)
{
    const std::size_t begin = kMagic.size();
    const std::size_t end = bytes.find('\n', begin);
    if (!bytes.starts_with(kMagic) || end == std::string_view::npos) {
        return unreadable();
    }
    const Json header = Json::parse(bytes.substr(begin, end - begin), nullptr, false);
    const auto signature =
        header.is_object() && header.contains("signature") ? signatureFromJson(header["signature"]) : std::nullopt;
    if (!signature || !header.contains("head") || !header["head"].is_string()) {
        return unreadable();
    }
    return DeviceProgram{*signature, header["head"].get<std::string>(), std::string(bytes.substr(end + 1))};
}

} // namespace espalier
