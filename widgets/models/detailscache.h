#pragma once

#include "widgets/models/feed.h"
#include "widgets/models/recentvalues.h"

#include <QObject>

namespace espalier {

/// The details of the nodes looked at last. Nodes never change, so what is here stays true; whoever wants more listens
/// to `wanted` and answers with `put`. Answers to an earlier session are dropped by their generation. GUI thread.
class DetailsCache : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kCapacity = 256;

    using QObject::QObject;

    void clear();
    quint64 generation() const { return m_generation; }
    /// What is known now; asks for it when it is not.
    NodeDetailsPtr get(NodeNumber number);
    void put(quint64 generation, NodeNumber number, NodeDetailsPtr details);

Q_SIGNALS:
    void wanted(quint64 generation, NodeNumber number);
    void arrived(NodeNumber number);

private:
    quint64 m_generation = 1;
    RecentValues<NodeDetails> m_recent{kCapacity};
};

} // namespace espalier
