#pragma once

#include "widgets/models/nodecache.h"

#include <QMetaType>
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

/// The machine code of the nodes looked at last. What is wanted takes a build, so whoever answers may forget what
/// nobody waits for any more.
class AssemblyCache : public NodeCache<NodeAssembly>
{
public:
    static constexpr std::size_t kCapacity = 64;

    explicit AssemblyCache(QObject* parent = nullptr) : NodeCache(kCapacity, parent) {}
};

} // namespace espalier

Q_DECLARE_METATYPE(espalier::NodeAssemblyPtr)
