#pragma once

#include "app/gui/longworks.h"
#include "core/base/result.h"
#include "core/store/store.h"
#include "widgets/common/actions.h"

#include <QObject>

#include <filesystem>
#include <functional>

namespace espalier {

class MainWindow;
struct PatchRequest;

/// Hands over what the window shows: asks where to, does the work on a thread of its own with a connection of its own,
/// and says in the status bar where it went. Until something is written it can be cancelled. GUI thread.
class Exporter : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    Exporter(MainWindow& window, std::filesystem::path store);

    // What the dialogs end in.
    void writeReport(SessionId session, const QString& file);
    void writeBundle(SessionId session, const QString& folder);
    void writePatch(SessionId session, NodeNumber node, const QString& file);
    void commitPatch(SessionId session, NodeNumber node, const PatchRequest& request);

Q_SIGNALS:
    /// Where it went, or why it could not, in a sentence.
    void finished(const QString& sentence);

private:
    using Work = std::function<Result<QString>(Store& store, const LongWorks::Keep& keep)>;

    void ask(Do form);
    void askPatch(SessionId session, NodeNumber node);
    void start(const QString& sentence, Work work);

    MainWindow& m_window;
    std::filesystem::path m_store;
    LongWorks m_works;
};

} // namespace espalier
