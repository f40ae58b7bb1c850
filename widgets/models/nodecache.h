#pragma once

#include "core/graph/node.h"

#include <QObject>

#include <list>
#include <memory>
#include <set>
#include <unordered_map>

namespace espalier {

/// What a NodeCache asks for and says, whatever it keeps. GUI thread.
class NodeCacheSignals : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Of the open session; answers to an earlier one are dropped by it.
    quint64 generation() const { return m_generation; }
    /// Nothing will come; who asks again is heard again.
    void forget(NodeNumber number) { m_asked.erase(number); }

Q_SIGNALS:
    void wanted(quint64 generation, NodeNumber number);
    void arrived(NodeNumber number);

protected:
    /// Wanted is said by the first to ask since it was put or forgotten.
    void ask(NodeNumber number);
    void beginAnew();

private:
    quint64 m_generation = 1;
    std::set<NodeNumber> m_asked;
};

/// Values of the nodes looked at last. They never change, so what is here stays true; whoever has more listens to
/// `wanted` and answers with `put`, or says `forget`. GUI thread.
template <class Value>
class NodeCache : public NodeCacheSignals
{
public:
    using Ptr = std::shared_ptr<const Value>;

    /// `capacity`: nodes; of more the ones used longest ago go.
    explicit NodeCache(std::size_t capacity, QObject* parent = nullptr) : NodeCacheSignals(parent), m_capacity(capacity)
    {
    }

    /// Another session.
    void clear()
    {
        m_ages.clear();
        m_entries.clear();
        beginAnew();
    }

    /// What is known now; asks for it when it is not.
    Ptr get(NodeNumber number)
    {
        const auto at = m_entries.find(number);
        if (at == m_entries.end()) {
            ask(number);
            return nullptr;
        }
        m_ages.splice(m_ages.begin(), m_ages, at->second.age);
        return at->second.value;
    }

    /// Null: it could not be made.
    void put(quint64 generation, NodeNumber number, Ptr value)
    {
        if (generation != this->generation()) {
            return;
        }
        forget(number);
        if (!value) {
            return;
        }
        if (!m_entries.contains(number)) {
            m_ages.push_front(number);
            m_entries.emplace(number, Entry{std::move(value), m_ages.begin()});
        }
        if (m_entries.size() > m_capacity) {
            m_entries.erase(m_ages.back());
            m_ages.pop_back();
        }
        Q_EMIT arrived(number);
    }

private:
    struct Entry
    {
        Ptr value;
        std::list<NodeNumber>::iterator age;
    };

    std::size_t m_capacity;
    std::list<NodeNumber> m_ages; ///< used last first
    std::unordered_map<NodeNumber, Entry> m_entries;
};

} // namespace espalier
