#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace espalier {

/// A MessagePack document (msgpack.org, the specification) as JSON: nil, booleans, numbers, texts, arrays and maps with
/// texts for keys; bytes and extensions become null. The bytes may be hostile: nothing is read past their end, lists in
/// lists go 16 deep at most, and there are no more than 65536 values; nothing for anything else. What comes behind the
/// document is passed over.
std::optional<nlohmann::json> readMessagePack(std::string_view bytes);

} // namespace espalier
