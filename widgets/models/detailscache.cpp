#include "widgets/models/detailscache.h"

namespace espalier {

void DetailsCache::clear()
{
    ++m_generation;
    m_ages.clear();
    m_entries.clear();
    m_asked.clear();
}

NodeDetailsPtr DetailsCache::get(NodeNumber number)
{
    const auto at = m_entries.find(number);
    if (at != m_entries.end()) {
        m_ages.splice(m_ages.begin(), m_ages, at->second.age);
        return at->second.details;
    }
    if (m_asked.insert(number).second) {
        Q_EMIT wanted(m_generation, number);
    }
    return nullptr;
}

void DetailsCache::put(quint64 generation, NodeNumber number, NodeDetailsPtr details)
{
    if (generation != m_generation || !details) {
        return;
    }
    m_asked.erase(number);
    if (!m_entries.contains(number)) {
        m_ages.push_front(number);
        m_entries.emplace(number, Entry{std::move(details), m_ages.begin()});
    }
    if (m_entries.size() > kCapacity) {
        m_entries.erase(m_ages.back());
        m_ages.pop_back();
    }
    Q_EMIT arrived(number);
}

} // namespace espalier
