#pragma once

#include "app/gui/application.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/temporaryfolder.h"
#include "widgets/common/flatbutton.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/reviewpage.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QTest>

#include <vector>

namespace espalier::test {

/// Starts nothing and remembers what it was asked for.
class FakeLauncher final : public SearchLauncher
{
public:
    void start(const SessionSettings& settings) override { searches.push_back(settings); }
    void resume(SessionId, int) override {}
    void stop() override {}
    void repeatUnsandboxed() override { ++repeated; }
    bool isRunning() const override { return false; }

    std::vector<SessionSettings> searches;
    int repeated = 0;
};

struct Program
{
    Program() : launcher(new FakeLauncher), gui(folder.path(), std::unique_ptr<SearchLauncher>(launcher))
    {
        gui.window().show();
    }

    QMessageBox& question()
    {
        Q_EMIT launcher->unsandboxed(QStringLiteral(
            "nothing on this machine confines a kernel that is tried out: neither bubblewrap nor namespaces, Landlock "
            "or a system-call filter took hold: bwrap is not installed; install bubblewrap, or allow it with "
            "--allow-unsandboxed if you trust every candidate with your files."));
        return *gui.window().findChild<QMessageBox*>();
    }

    /// Drops a file or folder into the middle of the window.
    void drop(const std::filesystem::path& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        MainWindow& window = gui.window();
        const QPoint middle = window.rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &event);
    }
    QString status() { return gui.window().findChild<QLabel*>(QStringLiteral("status"))->text(); }

    TemporaryFolder folder;
    FakeLauncher* launcher; ///< owned by gui
    GuiApplication gui;
};

inline QString nameOf(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// A run of another tool, one program.
inline std::filesystem::path checkpoint(const Program& program)
{
    const std::filesystem::path programs = program.folder.path() / "checkpoint_5" / "programs";
    std::filesystem::create_directories(programs);
    const bool isWritten = bool(writeFileAtomic(programs / "a.json",
                                                R"({"id": "a", "code": "x = 1", "language": "python",
                                "parent_id": null, "timestamp": 1, "metrics": {"combined_score": 0.5}})"));
    return isWritten ? programs.parent_path() : std::filesystem::path();
}

/// A session of one accepted node, open on the page of its review.
inline void openReview(Program& program)
{
    Store store = *Store::open(program.folder.path());
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.taskFolder = ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm";
    const SessionId session = *store.createSession(settings);
    Candidate candidate;
    candidate.source = "#include <cstdint>\nvoid rmsnorm(const float* x, const float*, float* y, int64_t rows, int64_t "
                       "cols)\n{\n    for (int64_t i = 0; i < rows * cols; ++i) y[i] = x[i];\n}\n";
    NodeInsert insert;
    insert.candidateObject = toObject(candidate);
    insert.node.artefact = sha256(insert.candidateObject);
    insert.node.verdict = insert.evaluation.verdict = Verdict::Accepted;
    QVERIFY(bool(store.insertNode(session, insert)));
    program.gui.open({});
    MainWindow& window = program.gui.window();
    QTRY_COMPARE(window.live().graph().size(), std::size_t(1));
    window.selection().select(0);
    window.inspector().setTab(Inspector::ReviewTab);
    FlatButton& button = window.inspector().review().sanitizeButton();
    QTRY_VERIFY(button.isVisible());
}

} // namespace espalier::test
