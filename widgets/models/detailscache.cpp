#include "widgets/models/detailscache.h"

namespace espalier {

void DetailsCache::clear()
{
    ++m_generation;
    m_recent.clear();
}

NodeDetailsPtr DetailsCache::get(NodeNumber number)
{
    NodeDetailsPtr known = m_recent.find(number);
    if (!known && m_recent.ask(number)) {
        Q_EMIT wanted(m_generation, number);
    }
    return known;
}

void DetailsCache::put(quint64 generation, NodeNumber number, NodeDetailsPtr details)
{
    if (generation != m_generation || !details) {
        return;
    }
    m_recent.put(number, std::move(details));
    Q_EMIT arrived(number);
}

} // namespace espalier
