#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace espalier {

/// Reads members of an object that somebody else may have written: an absent key leaves the value as it is, a key of
/// the wrong type makes ok() false for good. Refers to the object.
class JsonReader
{
public:
    explicit JsonReader(const nlohmann::json& object) : m_object(object), m_ok(object.is_object()) {}

    void read(const char* key, std::string& value) { get(key, value, &nlohmann::json::is_string); }
    void read(const char* key, double& value) { get(key, value, &nlohmann::json::is_number); }
    void read(const char* key, int& value) { get(key, value, &nlohmann::json::is_number_integer); }
    void read(const char* key, bool& value) { get(key, value, &nlohmann::json::is_boolean); }

    const nlohmann::json* child(const char* key) const
    {
        const auto found = m_ok ? m_object.find(key) : m_object.end();
        return m_ok && found != m_object.end() ? &*found : nullptr;
    }
    bool ok() const { return m_ok; }

private:
    template <class T>
    void get(const char* key, T& value, bool (nlohmann::json::*is)() const noexcept)
    {
        if (const nlohmann::json* found = child(key)) {
            m_ok = m_ok && (found->*is)();
            if (m_ok) {
                value = found->get<T>();
            }
        }
    }

    const nlohmann::json& m_object;
    bool m_ok;
};

} // namespace espalier
