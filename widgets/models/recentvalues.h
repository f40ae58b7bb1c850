#pragma once

#include "core/graph/node.h"

#include <list>
#include <memory>
#include <set>
#include <unordered_map>

namespace espalier {

/// What was read of the nodes looked at last, and of which more was asked for. Values never change, so what is here
/// stays true. Not a seam: the two caches of the window share it.
template <class Value>
class RecentValues
{
public:
    explicit RecentValues(std::size_t capacity) : m_capacity(capacity) {}

    void clear()
    {
        m_ages.clear();
        m_entries.clear();
        m_asked.clear();
    }

    std::shared_ptr<const Value> find(NodeNumber number)
    {
        const auto at = m_entries.find(number);
        if (at == m_entries.end()) {
            return nullptr;
        }
        m_ages.splice(m_ages.begin(), m_ages, at->second.age);
        return at->second.value;
    }

    /// True for the first to ask since it was put or forgotten.
    bool ask(NodeNumber number) { return m_asked.insert(number).second; }
    void forgetAsking(NodeNumber number) { m_asked.erase(number); }

    void put(NodeNumber number, std::shared_ptr<const Value> value)
    {
        m_asked.erase(number);
        if (!m_entries.contains(number)) {
            m_ages.push_front(number);
            m_entries.emplace(number, Entry{std::move(value), m_ages.begin()});
        }
        if (m_entries.size() > m_capacity) {
            m_entries.erase(m_ages.back());
            m_ages.pop_back();
        }
    }

private:
    struct Entry
    {
        std::shared_ptr<const Value> value;
        std::list<NodeNumber>::iterator age;
    };
    std::size_t m_capacity;
    std::list<NodeNumber> m_ages; ///< used last first
    std::unordered_map<NodeNumber, Entry> m_entries;
    std::set<NodeNumber> m_asked;
};

} // namespace espalier
