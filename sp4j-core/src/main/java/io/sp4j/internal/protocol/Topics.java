package io.sp4j.internal.protocol;

import io.sp4j.Message;
import java.util.Arrays;

/**
 * A set of byte strings that tells whether a message begins with one of them: a tree whose edges are labelled with bytes.
 *
 * <pre>
 *   "news.", "news.eu", "new"         root --new--> [end] --s.--> [end] --eu--> [end]
 * </pre>
 *
 * <ol>
 *   <li>Matching walks down at most as many bytes as the message has, and stops at the first end.
 *   <li>A node but the root is an end or has at least two children, so there are at most twice as many nodes as topics.
 *   <li>Children are in the order of their first bytes, which differ.
 * </ol>
 *
 * Guarded by the Turn.
 */
final class Topics {
    private static final byte[] NO_BYTES = {};

    private final Node root = new Node(NO_BYTES);
    private int size;

    /** A place in the tree; its label is what leads there from its parent. */
    private static final class Node {
        private static final Node[] NONE = {};

        private byte[] label;
        private byte[] firsts = NO_BYTES;
        private Node[] children = NONE;
        private boolean end;

        Node(byte[] label) {
            this.label = label;
        }

        /** Where the child is whose label begins with {@code first}, or the complement of where it would be. */
        int indexOf(byte first) {
            return Arrays.binarySearch(firsts, first);
        }

        void insert(int at, Node child) {
            firsts = Arrays.copyOf(firsts, firsts.length + 1);
            children = Arrays.copyOf(children, children.length + 1);
            System.arraycopy(firsts, at, firsts, at + 1, firsts.length - 1 - at);
            System.arraycopy(children, at, children, at + 1, children.length - 1 - at);
            firsts[at] = child.label[0];
            children[at] = child;
        }

        void remove(int at) {
            System.arraycopy(firsts, at + 1, firsts, at, firsts.length - 1 - at);
            System.arraycopy(children, at + 1, children, at, children.length - 1 - at);
            firsts = Arrays.copyOf(firsts, firsts.length - 1);
            children = Arrays.copyOf(children, children.length - 1);
        }

        /** Becomes two nodes, this one the lower; answers the upper, with the first {@code common} bytes of the label. */
        Node split(int common) {
            Node upper = new Node(Arrays.copyOf(label, common));
            label = Arrays.copyOfRange(label, common, label.length);
            upper.insert(0, this);
            return upper;
        }

        /** Takes the place of its only child. */
        void absorbChild() {
            Node child = children[0];
            byte[] joined = Arrays.copyOf(label, label.length + child.label.length);
            System.arraycopy(child.label, 0, joined, label.length, child.label.length);
            label = joined;
            end = child.end;
            firsts = child.firsts;
            children = child.children;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Adds a topic, which is not copied; false when it was there. */
    boolean add(byte[] topic) {
        Node node = root;
        int at = 0;
        while (at < topic.length) {
            int i = node.indexOf(topic[at]);
            if (i < 0) {
                Node leaf = new Node(Arrays.copyOfRange(topic, at, topic.length));
                node.insert(~i, leaf);
                node = leaf;
                break;
            }
            Node child = node.children[i];
            int common = Arrays.mismatch(child.label, 0, child.label.length, topic, at, topic.length);
            if (common >= 0 && common < child.label.length) {
                child = child.split(common);
                node.children[i] = child;
            }
            at += child.label.length;
            node = child;
        }
        boolean added = !node.end;
        node.end = true;
        size += added ? 1 : 0;
        return added;
    }

    /** Removes a topic; false when it was not there. */
    boolean remove(byte[] topic) {
        Node parent = root;
        Node node = root;
        int index = -1;
        int at = 0;
        while (at < topic.length) {
            int i = node.indexOf(topic[at]);
            if (i < 0) {
                return false;
            }
            Node child = node.children[i];
            int length = child.label.length;
            if (topic.length - at < length || Arrays.mismatch(child.label, 0, length, topic, at, at + length) >= 0) {
                return false;
            }
            parent = node;
            node = child;
            index = i;
            at += length;
        }
        if (!node.end) {
            return false;
        }
        node.end = false;
        size--;
        tidy(parent, node, index);
        return true;
    }

    /** Restores invariant 2 for a node that is an end no longer. */
    private void tidy(Node parent, Node node, int index) {
        if (node == root) {
            return;
        }
        if (node.children.length == 1) {
            node.absorbChild();
        } else if (node.children.length == 0) {
            parent.remove(index);
            if (parent != root && !parent.end && parent.children.length == 1) {
                parent.absorbChild();
            }
        }
    }

    /** Whether the body of the message begins with a topic. */
    boolean matches(Message m) {
        Node node = root;
        int at = 0;
        int length = m.length();
        while (!node.end) {
            if (at == length) {
                return false;
            }
            int i = node.indexOf(m.byteAt(at));
            if (i < 0) {
                return false;
            }
            node = node.children[i];
            byte[] label = node.label;
            if (length - at < label.length) {
                return false;
            }
            for (int j = 1; j < label.length; j++) {
                if (m.byteAt(at + j) != label[j]) {
                    return false;
                }
            }
            at += label.length;
        }
        return true;
    }
}
