#include "core/hip/messagepack.h"

#include <bit>
#include <cstdint>
#include <string>

namespace espalier {
namespace {

using nlohmann::json;

constexpr int kDeepest = 16;
constexpr int kMostValues = 65536;

/// Reads one document; after the first fault nothing more is read.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    bool ok() const { return m_ok; }

    json value(int depth)
    {
        const auto head = static_cast<std::uint8_t>(number(1));
        if (!m_ok || depth > kDeepest || ++m_values > kMostValues) {
            return fault();
        }
        if (head < 0x80) {
            return head;
        }
        if (head < 0x90) {
            return map(head & 0x0fU, depth);
        }
        if (head < 0xa0) {
            return array(head & 0x0fU, depth);
        }
        if (head < 0xc0) {
            return text(head & 0x1fU);
        }
        if (head >= 0xe0) {
            return static_cast<int>(static_cast<std::int8_t>(head));
        }
        return typed(head, depth);
    }

private:
    json fault()
    {
        m_ok = false;
        return nullptr;
    }

    std::string_view take(std::uint64_t bytes)
    {
        if (!m_ok || bytes > m_rest.size()) {
            m_ok = false;
            return {};
        }
        const std::string_view taken = m_rest.substr(0, bytes);
        m_rest.remove_prefix(bytes);
        return taken;
    }

    /// Of so many bytes, the first the highest.
    std::uint64_t number(unsigned bytes)
    {
        std::uint64_t value = 0;
        for (const char c : take(bytes)) {
            value = value << 8U | static_cast<std::uint8_t>(c);
        }
        return value;
    }

    /// What follows the heads 0xc0 to 0xdf.
    json typed(std::uint8_t head, int depth)
    {
        switch (head) {
        case 0xc2:
        case 0xc3:
            return head == 0xc3;
        case 0xc4: // bytes
        case 0xc5:
        case 0xc6:
            return skipped(number(1U << (head - 0xc4U)));
        case 0xc7: // extensions, whose type is one byte
        case 0xc8:
        case 0xc9:
            return skipped(number(1U << (head - 0xc7U)) + 1);
        case 0xca:
            return std::bit_cast<float>(static_cast<std::uint32_t>(number(4)));
        case 0xcb:
            return std::bit_cast<double>(number(8));
        case 0xcc:
        case 0xcd:
        case 0xce:
        case 0xcf:
            return number(1U << (head - 0xccU));
        case 0xd0:
            return static_cast<std::int64_t>(static_cast<std::int8_t>(number(1)));
        case 0xd1:
            return static_cast<std::int64_t>(static_cast<std::int16_t>(number(2)));
        case 0xd2:
            return static_cast<std::int64_t>(static_cast<std::int32_t>(number(4)));
        case 0xd3:
            return static_cast<std::int64_t>(number(8));
        case 0xd4:
        case 0xd5:
        case 0xd6:
        case 0xd7:
        case 0xd8:
            return skipped((1U << (head - 0xd4U)) + 1U);
        case 0xd9:
        case 0xda:
        case 0xdb:
            return text(number(1U << (head - 0xd9U)));
        case 0xdc:
        case 0xdd:
            return array(number(head == 0xdc ? 2 : 4), depth);
        case 0xde:
        case 0xdf:
            return map(number(head == 0xde ? 2 : 4), depth);
        case 0xc0:
            return nullptr;
        default: // 0xc1 is never used
            return fault();
        }
    }

    json skipped(std::uint64_t bytes)
    {
        take(bytes);
        return nullptr;
    }

    json text(std::uint64_t bytes) { return std::string(take(bytes)); }

    json array(std::uint64_t size, int depth)
    {
        json list = json::array();
        for (std::uint64_t i = 0; i < size && m_ok; ++i) {
            list.push_back(value(depth + 1));
        }
        return list;
    }

    json map(std::uint64_t size, int depth)
    {
        json object = json::object();
        for (std::uint64_t i = 0; i < size && m_ok; ++i) {
            const json key = value(depth + 1);
            if (!key.is_string()) {
                return fault();
            }
            object[key.get<std::string>()] = value(depth + 1);
        }
        return object;
    }

    std::string_view m_rest;
    bool m_ok = true;
    int m_values = 0;
};

} // namespace

std::optional<json> readMessagePack(std::string_view bytes)
{
    Reader reader(bytes);
    json document = reader.value(0);
    return reader.ok() ? std::optional(std::move(document)) : std::nullopt;
}

} // namespace espalier
