#pragma once

#include "core/store/store.h"
#include "widgets/mainwindow.h"

#include <QString>

#include <map>

namespace espalier::test {

/// What must hold of the window whatever was done to it. Each returns what does not, in a sentence, or nothing. GUI
/// thread.
class Invariants
{
public:
    /// A connection of its own; it must outlive this.
    explicit Invariants(Store& store) : m_store(store) {}

    /// At any moment: the window's nodes are the first ones of the store's, what is selected is there.
    QString now(MainWindow& window);
    /// When nothing searches and nothing is replayed: the window shows what a fresh reading gives.
    QString settled(MainWindow& window);

private:
    Store& m_store;
    std::map<SessionId, std::vector<Node>> m_nodes; ///< they never change
};

/// Bytes of memory that the process has.
std::size_t residentBytes();

} // namespace espalier::test
