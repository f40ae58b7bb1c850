#include "widgets/models/assemblycache.h"

namespace espalier {

void AssemblyCache::clear()
{
    ++m_generation;
    m_recent.clear();
}

NodeAssemblyPtr AssemblyCache::get(NodeNumber number)
{
    NodeAssemblyPtr known = m_recent.find(number);
    if (!known && m_recent.ask(number)) {
        Q_EMIT wanted(m_generation, number);
    }
    return known;
}

void AssemblyCache::put(quint64 generation, NodeNumber number, NodeAssemblyPtr assembly)
{
    if (generation != m_generation || !assembly) {
        return;
    }
    m_recent.put(number, std::move(assembly));
    Q_EMIT arrived(number);
}

} // namespace espalier
