#pragma once

#include "widgets/models/recentvalues.h"

#include <QMetaType>
#include <QObject>
#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace espalier {

/// The machine code of a node as the program made it: a text for each form ("x86", "SASS", "PTX"), the one that runs
/// first; or why there is none.
struct NodeAssembly
{
    QString command;
    std::vector<std::pair<QString, std::string>> forms;
    QString problem;
};

using NodeAssemblyPtr = std::shared_ptr<const NodeAssembly>;

/// The machine code of the nodes looked at last. As DetailsCache, but what is wanted takes a build, so whoever answers
/// may drop what nobody waits for any more. GUI thread.
class AssemblyCache : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kCapacity = 64;

    using QObject::QObject;

    void clear();
    quint64 generation() const { return m_generation; }
    NodeAssemblyPtr get(NodeNumber number);
    void put(quint64 generation, NodeNumber number, NodeAssemblyPtr assembly);
    /// Nothing will come; who asks again is heard again.
    void forget(NodeNumber number) { m_recent.forgetAsking(number); }

Q_SIGNALS:
    void wanted(quint64 generation, NodeNumber number);
    void arrived(NodeNumber number);

private:
    quint64 m_generation = 1;
    RecentValues<NodeAssembly> m_recent{kCapacity};
};

} // namespace espalier

Q_DECLARE_METATYPE(espalier::NodeAssemblyPtr)
