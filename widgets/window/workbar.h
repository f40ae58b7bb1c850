#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>

class QVBoxLayout;

namespace espalier {

/// What goes on for longer than a person waits, a line each: a sentence and «Cancel». Hidden while there is nothing, so
/// that what is quick moves nothing in the window. GUI thread.
class WorkBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kPatienceMs = 300;

    explicit WorkBar(QWidget* parent = nullptr);

    /// Shows the sentence until end() with the number it returns. `cancel` is called when a person cancels, and says
    /// whether it could; the line goes then.
    quint64 begin(const QString& sentence, std::function<bool()> cancel);
    void end(quint64 work);
    /// The sentences in sight, the oldest first.
    QStringList sentences() const;
    /// As if the button of the oldest were pressed.
    void cancelFirst();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line
    {
        QString sentence;
        std::function<bool()> cancel;
        QWidget* widget;
    };

    void cancel(quint64 work);

    QVBoxLayout* m_column;
    std::map<quint64, Line> m_lines;
    quint64 m_last = 0;
    QTimer m_patience;
};

} // namespace espalier
