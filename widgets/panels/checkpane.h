#pragma once

#include "core/graph/evaluation.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace espalier {

/// What a check of an edited kernel has come to: how far it is, then the verdict with its speedup, the cases, and what
/// the compiler said.
class CheckPane : public QWidget
{
    Q_OBJECT
public:
    explicit CheckPane(QWidget* parent = nullptr);

    void showProgress(const QString& sentence);
    void showResult(const Evaluation& evaluation);
    void showProblem(const QString& sentence);
    QString heading() const;
    QString log() const;

private:
    QLabel* m_heading;
    QLabel* m_line;
    QPlainTextEdit* m_log;
};

} // namespace espalier
