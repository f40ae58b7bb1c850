#include "core/task/jsonreader.h"

#include "core/base/file.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

std::string typeName(const nlohmann::json& value)
{
    switch (value.type()) {
    case nlohmann::json::value_t::object:
        return "an object";
    case nlohmann::json::value_t::array:
        return "a list";
    case nlohmann::json::value_t::string:
        return "a text";
    case nlohmann::json::value_t::boolean:
        return "true or false";
    case nlohmann::json::value_t::null:
        return "null";
    default:
        return "a number";
    }
}

std::string plain(double value)
{
    nlohmann::json number = value;
    if (std::floor(value) == value && std::abs(value) < 1e15) {
        number = static_cast<std::int64_t>(value);
    }
    return number.dump();
}

/// Seen from the parser: the keys so far of each object that is still open, and the first that came twice.
struct DuplicateKeys
{
    std::vector<std::set<std::string>> open;
    std::string first;

    bool operator()(int, nlohmann::json::parse_event_t event, nlohmann::json& parsed)
    {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start) {
            open.emplace_back();
        } else if (event == Event::object_end) {
            open.pop_back();
        } else if (event == Event::key) {
            const std::string key = parsed.get<std::string>();
            if (!open.back().insert(key).second && first.empty()) {
                first = key;
            }
        }
        return true;
    }
};

} // namespace

void Complaints::add(const std::string& key, std::string why, std::string todo)
{
    if (!m_first) {
        const std::string where = m_file.string() + (key.empty() ? "" : ", " + key);
        m_first = Error{ErrorKind::Usage, where, std::move(why), std::move(todo)};
    }
}

Result<nlohmann::json> readStrictJson(const std::filesystem::path& file, std::size_t cap)
{
    const Result<std::string> text = readFile(file, cap);
    return text ? parseStrictJson(file, *text) : Result<nlohmann::json>(text.error());
}

Result<nlohmann::json> parseStrictJson(const std::filesystem::path& file, std::string_view text)
{
    DuplicateKeys duplicates;
    try {
        nlohmann::json document = nlohmann::json::parse(
            text, [&duplicates](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
                return duplicates(depth, event, parsed);
            });
        if (!duplicates.first.empty()) {
            return Error{ErrorKind::Usage, file.string(),
                         "the key " + inQuotes(duplicates.first) + " stands twice in one object", "keep one of them"};
        }
        return document;
    } catch (const nlohmann::json::exception& exception) {
        std::string why = exception.what();
        why.erase(0, why.find("] ") == std::string::npos ? 0 : why.find("] ") + 2);
        // The parser quotes the offending bytes, which need not be UTF-8.
        std::replace_if(why.begin(), why.end(), [](char c) { return c < 0x20 || c == 0x7f; }, ' ');
        return Error{ErrorKind::Usage, file.string(), "it is not JSON (" + shortened(why, 300) + ")", "mend it there"};
    }
}

ObjectReader::ObjectReader(const nlohmann::json& value, std::string path, Complaints& complaints)
    : m_value(value), m_path(std::move(path)), m_complaints(complaints)
{
    if (!m_value.is_object()) {
        m_complaints.add(m_path, "it is " + typeName(m_value), "write an object, { … }");
    }
}

std::string ObjectReader::keyPath(const std::string& key) const
{
    return m_path.empty() ? key : m_path + "." + key;
}

void ObjectReader::complain(const std::string& key, std::string why, std::string todo)
{
    m_complaints.add(keyPath(key), std::move(why), std::move(todo));
}

bool ObjectReader::has(const std::string& key)
{
    m_asked.insert(key);
    return m_value.is_object() && m_value.contains(key);
}

std::vector<std::string> ObjectReader::keys() const
{
    std::vector<std::string> list;
    if (m_value.is_object()) {
        for (const auto& item : m_value.items()) {
            list.push_back(item.key());
        }
    }
    return list;
}

const nlohmann::json* ObjectReader::find(const std::string& key)
{
    if (!has(key)) {
        complain(key, "it is missing", "add the key; the format is described in the README beside the tasks");
        return nullptr;
    }
    return &m_value.at(key);
}

std::string ObjectReader::text(const std::string& key, std::size_t cap)
{
    const nlohmann::json* value = find(key);
    if (!value) {
        return {};
    }
    if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
        complain(key, value->is_string() ? "it is empty" : "it is " + typeName(*value),
                 "write a text in double quotes");
        return {};
    }
    const std::string& given = value->get_ref<const std::string&>();
    if (given.size() > cap) {
        complain(key, "it is longer than " + std::to_string(cap) + " bytes", "shorten it");
        return {};
    }
    return given;
}

std::string ObjectReader::name(const std::string& key)
{
    std::string given = text(key);
    if (!given.empty() && !isIdentifier(given)) {
        complain(key, inQuotes(given) + " is no name a C++ function or parameter can have",
                 "write letters, digits and underscores, starting with a letter, at most 40, and no C++ keyword");
        return {};
    }
    return given;
}

double ObjectReader::number(const std::string& key, double low, double high)
{
    const nlohmann::json* value = find(key);
    if (!value) {
        return low;
    }
    const double given = value->is_number() ? value->get<double>() : std::nan("");
    if (!(given >= low && given <= high)) {
        complain(key, value->is_number() ? "it is " + value->dump() : "it is " + typeName(*value),
                 "write a number from " + plain(low) + " to " + plain(high));
        return low;
    }
    return given;
}

std::int64_t ObjectReader::integer(const std::string& key, std::int64_t low, std::int64_t high)
{
    const nlohmann::json* value = find(key);
    if (!value) {
        return low;
    }
    const bool huge = value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX;
    if (!value->is_number_integer() || huge || value->get<std::int64_t>() < low || value->get<std::int64_t>() > high) {
        complain(key, value->is_number() ? "it is " + value->dump() : "it is " + typeName(*value),
                 "write a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return low;
    }
    return value->get<std::int64_t>();
}

bool ObjectReader::boolean(const std::string& key)
{
    const nlohmann::json* value = find(key);
    if (value && !value->is_boolean()) {
        complain(key, "it is " + typeName(*value), "write true or false");
        return false;
    }
    return value && value->get<bool>();
}

std::string ObjectReader::formula(const std::string& key)
{
    const nlohmann::json* value = find(key);
    if (!value) {
        return {};
    }
    if (value->is_number()) {
        const double given = value->get<double>();
        return given < 0 ? "-" + nlohmann::json(-given).dump() : value->dump();
    }
    if (!value->is_string()) {
        complain(key, "it is " + typeName(*value), "write a number, or an expression over the dims in double quotes");
        return {};
    }
    return value->get<std::string>();
}

const std::vector<nlohmann::json>& ObjectReader::list(const std::string& key, std::size_t least, std::size_t most)
{
    static const std::vector<nlohmann::json> kNone;
    const nlohmann::json* value = find(key);
    if (!value) {
        return kNone;
    }
    const std::string wanted = "write a list of " + std::to_string(least) + " to " + std::to_string(most) + " elements";
    if (!value->is_array()) {
        complain(key, "it is " + typeName(*value), wanted);
        return kNone;
    }
    if (value->size() < least || value->size() > most) {
        complain(key, "it has " + std::to_string(value->size()) + " elements", wanted);
        return kNone;
    }
    return value->get_ref<const nlohmann::json::array_t&>();
}

std::vector<std::string> ObjectReader::texts(const std::string& key, std::size_t most)
{
    std::vector<std::string> result;
    for (const nlohmann::json& item : list(key, 1, most)) {
        if (!item.is_string() || item.get_ref<const std::string&>().size() > 200) {
            complain(key, "an element is " + (item.is_string() ? std::string("too long") : typeName(item)),
                     "write texts in double quotes");
            return {};
        }
        result.push_back(item.get<std::string>());
    }
    return result;
}

const nlohmann::json& ObjectReader::object(const std::string& key)
{
    static const nlohmann::json kNone = nlohmann::json::object();
    const nlohmann::json* value = find(key);
    return value ? *value : kNone;
}

void ObjectReader::finish()
{
    const std::vector<std::string> known(m_asked.begin(), m_asked.end());
    for (const std::string& key : keys()) {
        if (!m_asked.contains(key)) {
            const std::string near = nearest(key, known);
            complain(shortened(key), "there is no such key",
                     near.empty() ? "remove it; the format is described in the README beside the tasks"
                                  : "did you mean " + inQuotes(near));
        }
    }
}

} // namespace espalier
