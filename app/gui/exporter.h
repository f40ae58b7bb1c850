#pragma once

#include "core/base/result.h"
#include "core/store/store.h"
#include "widgets/common/actions.h"

#include <QObject>
#include <QThread>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace espalier {

class MainWindow;
struct PatchRequest;

/// Hands over what the window shows: asks where to, does the work on a thread of its own with a connection of its own,
/// and says in the status bar where it went. GUI thread.
class Exporter : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    Exporter(MainWindow& window, std::filesystem::path store);
    /// Waits for work that is going on.
    ~Exporter() override;

    // What the dialogs end in.
    void writeReport(SessionId session, const QString& file);
    void writeBundle(SessionId session, const QString& folder);
    void writePatch(SessionId session, NodeNumber node, const QString& file);
    void commitPatch(SessionId session, NodeNumber node, const PatchRequest& request);

Q_SIGNALS:
    /// Where it went, or why it could not, in a sentence.
    void finished(const QString& sentence);

private:
    using Work = std::function<Result<QString>(Store& store)>;

    void ask(Do form);
    void askPatch(SessionId session, NodeNumber node);
    void start(Work work);

    MainWindow& m_window;
    std::filesystem::path m_store;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace espalier
