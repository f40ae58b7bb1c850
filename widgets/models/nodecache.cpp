#include "widgets/models/nodecache.h"

namespace espalier {

void NodeCacheSignals::ask(NodeNumber number)
{
    if (m_asked.insert(number).second) {
        Q_EMIT wanted(m_generation, number);
    }
}

void NodeCacheSignals::beginAnew()
{
    ++m_generation;
    m_asked.clear();
}

} // namespace espalier
