package io.sp4j.bench.report;

import java.util.List;

/** The points of one peer, or of whatever a line stands for. */
record Series(Look look, List<Point> points) {}
